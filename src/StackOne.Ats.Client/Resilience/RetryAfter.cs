using System.Globalization;
using System.Net.Http.Headers;

namespace StackOne.Ats.Client.Resilience;

/// <summary>
/// Reads <c>Retry-After</c> (RFC 9110, section 10.2.3): seconds, or a date in one of HTTP's three formats. Also Unix time, which some servers
/// send instead.
/// </summary>
/// <remarks>
/// An invalid value counts as absent. A date is a moment on the server's clock, and the response's <c>Date</c> (section 6.6.1) is that clock's
/// current time: the wait is the difference of the two, however wrong the clocks are. A response that was delayed or cached makes the wait
/// longer, never shorter.
/// </remarks>
internal static class RetryAfter
{
    /// <summary>
    /// A server that sends its local time as GMT is wrong by 14 hours at most. A <c>Date</c> that differs more from the local clock is more
    /// likely corrupt than right, and one far in the future would remove the wait.
    /// </summary>
    private static readonly TimeSpan MaxClockError = TimeSpan.FromDays(1);

    /// <summary>A hundred years. A caller can add it to the time without an overflow.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromDays(36_500);

    /// <summary>A larger number is not a wait of 31 years, but a moment since 1970.</summary>
    private const double MaxSeconds = 1e9;

    /// <summary>A larger moment is not in the year 5138, but in milliseconds.</summary>
    private const double MaxUnixSeconds = 1e11;

    private const double MaxUnixMilliseconds = MaxUnixSeconds * 1000;

    /// <summary>The wait that the response asks for; the longest, if it contains several.</summary>
    /// <param name="response">The response, which has just arrived.</param>
    /// <param name="now">The time of the local clock.</param>
    internal static TimeSpan? Read(HttpResponseMessage response, DateTimeOffset now)
    {
        TimeSpan? longest = null;
        // Headers.RetryAfter would take the first of several values.
        if (response.Headers.NonValidated.TryGetValues("Retry-After", out HeaderStringValues values))
        {
            DateTimeOffset serverNow = response.Headers.Date is { } date && (date - now).Duration() <= MaxClockError ? date : now;
            foreach (string value in values)
            {
                if (Parse(value, serverNow) is { } wait)
                {
                    longest = TimeSpanMath.Max(Limit(wait), longest.GetValueOrDefault());
                }
            }
        }

        return longest;
    }

    /// <summary>Limits a wait to what a caller can handle.</summary>
    internal static TimeSpan Limit(TimeSpan wait) => TimeSpanMath.Min(TimeSpanMath.Max(wait, TimeSpan.Zero), MaxWait);

    private static TimeSpan? Parse(string value, DateTimeOffset serverNow) =>
        RetryConditionHeaderValue.TryParse(value, out RetryConditionHeaderValue? header) && header.Date is { } date
            ? date - serverNow
            : ParseNumbers(value, serverNow);

    /// <summary>
    /// Parses whole seconds; also what HttpClient's own parser rejects, because ignoring it would retry too early: fractions, more than 32
    /// bits, and lists joined by a proxy.
    /// </summary>
    private static TimeSpan? ParseNumbers(string value, DateTimeOffset serverNow)
    {
        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
        TimeSpan? longest = null;
        foreach (string part in value.Split(','))
        {
            // It also parses "NaN", which is not at least 0.
            if (!(double.TryParse(part, Style, CultureInfo.InvariantCulture, out double number) && number >= 0))
            {
                return null;
            }

            longest = TimeSpanMath.Max(ToWait(Math.Ceiling(number), serverNow), longest.GetValueOrDefault());
        }

        return longest;
    }

    private static TimeSpan ToWait(double number, DateTimeOffset serverNow) => number switch
    {
        > MaxUnixMilliseconds => MaxWait,
        > MaxUnixSeconds => DateTimeOffset.FromUnixTimeMilliseconds((long)number) - serverNow,
        > MaxSeconds => DateTimeOffset.FromUnixTimeSeconds((long)number) - serverNow,
        _ => TimeSpan.FromSeconds(number),
    };
}
