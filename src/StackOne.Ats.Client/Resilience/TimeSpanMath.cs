namespace StackOne.Ats.Client.Resilience;

/// <summary><see cref="Math.Max(long, long)"/> and <see cref="Math.Min(long, long)"/> for times.</summary>
internal static class TimeSpanMath
{
    internal static TimeSpan Max(TimeSpan one, TimeSpan other) => new(Math.Max(one.Ticks, other.Ticks));

    internal static TimeSpan Min(TimeSpan one, TimeSpan other) => new(Math.Min(one.Ticks, other.Ticks));
}
