using System.Globalization;

namespace StackOne.Ats.Client.Testing.Resources;

internal static class Timestamp
{
    /// <summary>The time in the format of StackOne's responses: UTC with milliseconds.</summary>
    internal static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
