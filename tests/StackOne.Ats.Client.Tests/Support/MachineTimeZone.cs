using System.Runtime.CompilerServices;

namespace StackOne.Ats.Client.Tests.Support;

/// <summary>Runs the tests in a time zone that differs from UTC, so that a date that is read in the zone of the machine differs, too.</summary>
internal static class MachineTimeZone
{
    [ModuleInitializer]
    internal static void Set()
    {
        Environment.SetEnvironmentVariable("TZ", "America/New_York");
        TimeZoneInfo.ClearCachedData();
    }
}
