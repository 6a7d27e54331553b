using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;

namespace StackOne.Ats.Client.Resilience;

/// <summary>
/// Parses <c>Retry-After</c> (RFC 9110, section 10.2.3): seconds, or a date in one of HTTP's three formats. Also Unix time, which some servers
/// send instead.
/// </summary>
/// <remarks>
/// <para>
/// An invalid value counts as absent. HttpClient's own parser rejects seconds beyond 32 bits, which would turn a very long wait into a short
/// one.
/// </para>
/// <para>
/// A date is a moment on the server's clock, and the response's <c>Date</c> (section 6.6.1) is that clock's current time: the wait is the
/// difference of the two, however wrong the clocks are. A response that was delayed or cached makes the wait longer, never shorter.
/// </para>
/// </remarks>
internal static class RetryAfter
{
    /// <summary>
    /// RFC 9110, section 5.6.7, without the weekday and GMT: IMF-fixdate, then asctime. The weekday is not parsed, because a wrong one is no
    /// reason to retry too early.
    /// </summary>
    private static readonly string[] DateForms = ["d MMM yyyy HH:mm:ss", "MMM d HH:mm:ss yyyy"];

    /// <summary>The format of RFC 850.</summary>
    private const string TwoDigitYearForm = "d-MMM-yy HH:mm:ss";

    /// <summary>
    /// A server that sends its local time as GMT is wrong by 14 hours at most. A <c>Date</c> that differs more from the local clock is more
    /// likely corrupt than right, and one far in the future would remove the wait.
    /// </summary>
    private static readonly TimeSpan MostClockError = TimeSpan.FromDays(1);

    /// <summary>A hundred years. A caller can add it to the time without an overflow.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

    /// <summary>A larger number is not a wait of 31 years, but a moment since 1970.</summary>
    private const decimal MostSeconds = 1_000_000_000;

    /// <summary>A larger moment is not in the year 5138, but in milliseconds.</summary>
    private const decimal MostUnixSeconds = 100_000_000_000;

    private static readonly SearchValues<char> OfSeconds = SearchValues.Create("0123456789., \t");

    /// <summary>The number of digits that every <see cref="decimal"/> can hold.</summary>
    private const int MostDigits = 28;

    private static readonly string[] Weekdays =
    [
        .. CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedDayNames,
        .. CultureInfo.InvariantCulture.DateTimeFormat.DayNames,
    ];

    /// <summary>The wait that the response asks for; the longest, if it contains several.</summary>
    /// <param name="response">The response, which has just arrived.</param>
    /// <param name="now">The time of the local clock.</param>
    internal static TimeSpan? Read(HttpResponseMessage response, DateTimeOffset now)
    {
        TimeSpan? longest = null;
        if (response.Headers.NonValidated.TryGetValues("Retry-After", out HeaderStringValues values))
        {
            DateTimeOffset serverNow = now + ClockDifference(response, now);
            foreach (string value in values)
            {
                if (Parse(value, serverNow) is { } wait)
                {
                    longest = TimeSpanMath.Max(wait, longest ?? wait);
                }
            }
        }

        return longest;
    }

    /// <param name="value">A header's value.</param>
    /// <param name="now">The time of the server's clock.</param>
    internal static TimeSpan? Parse(string value, DateTimeOffset now)
    {
        ReadOnlySpan<char> text = value.AsSpan().Trim(" \t");
        if (!text.ContainsAnyExcept(OfSeconds))
        {
            return ParseSeconds(value, now);
        }

        return ParseDate(text, now) is { } wait ? Limit(wait) : null;
    }

    /// <summary>Limits a wait to what a caller can handle.</summary>
    internal static TimeSpan Limit(TimeSpan wait) => TimeSpanMath.Min(TimeSpanMath.Max(wait, TimeSpan.Zero), Longest);

    /// <summary>
    /// How far the server's clock is ahead; zero if <c>Date</c> is absent or implausible. Of several, the earliest counts, because it gives
    /// the longest wait.
    /// </summary>
    private static TimeSpan ClockDifference(HttpResponseMessage response, DateTimeOffset now)
    {
        TimeSpan? earliest = null;
        if (response.Headers.NonValidated.TryGetValues("Date", out HeaderStringValues values))
        {
            foreach (string value in values)
            {
                if (ParseDate(value.AsSpan().Trim(" \t"), now) is { } ahead && ahead.Duration() <= MostClockError)
                {
                    earliest = TimeSpanMath.Min(ahead, earliest ?? ahead);
                }
            }
        }

        return earliest ?? TimeSpan.Zero;
    }

    /// <summary>Parses whole seconds; also fractions, and lists joined by a proxy, because ignoring those would retry too early.</summary>
    private static TimeSpan? ParseSeconds(string value, DateTimeOffset now)
    {
        decimal longest = 0;
        foreach (string part in value.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.Length > MostDigits)
            {
                return part.All(char.IsAsciiDigit) ? Longest : null;
            }

            if (!decimal.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal seconds))
            {
                return null;
            }

            longest = Math.Max(longest, Math.Ceiling(seconds > MostSeconds ? FromUnixTime(seconds, now) : seconds));
        }

        return longest < (long)Longest.TotalSeconds ? TimeSpan.FromTicks((long)longest * TimeSpan.TicksPerSecond) : Longest;
    }

    /// <summary>How many seconds the moment is ahead of <paramref name="now"/>; negative for one in the past.</summary>
    private static decimal FromUnixTime(decimal moment, DateTimeOffset now) =>
        (moment > MostUnixSeconds ? moment / 1000 : moment) - ((decimal)(now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerSecond);

    /// <summary>How far the date is ahead of <paramref name="now"/>; negative for a date in the past.</summary>
    private static TimeSpan? ParseDate(ReadOnlySpan<char> text, DateTimeOffset now)
    {
        int end = text.IndexOfAny(',', ' ');
        if (end < 0 || !IsWeekday(text[..end]))
        {
            return null;
        }

        string date = text[end..].TrimStart(", ").ToString();
        if (date.EndsWith("GMT", StringComparison.OrdinalIgnoreCase))
        {
            date = date[..^"GMT".Length];
        }

        // A leap second, which the grammar allows and .NET does not. It follows the last colon: ":60" elsewhere is not a valid minute.
        int seconds = date.LastIndexOf(':');
        bool leap = seconds >= 0 && date.AsSpan(seconds).StartsWith(":60");
        DateTimeOffset? moment = ParseMoment(leap ? $"{date[..seconds]}:59{date[(seconds + 3)..]}" : date, now);
        return moment - now + (leap ? TimeSpan.FromSeconds(1) : TimeSpan.Zero);
    }

    private static DateTimeOffset? ParseMoment(string date, DateTimeOffset now)
    {
        const DateTimeStyles Utc =
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;
        CultureInfo culture = CultureInfo.InvariantCulture;
        if (DateTimeOffset.TryParseExact(date, DateForms, culture, Utc, out DateTimeOffset moment))
        {
            return moment;
        }

        if (!DateTimeOffset.TryParseExact(date, TwoDigitYearForm, culture, Utc, out moment))
        {
            return null;
        }

        // A year that seems more than 50 years ahead is the latest such year in the past.
        int thisYear = now.UtcDateTime.Year;
        int year = (thisYear / 100 * 100) + (moment.Year % 100);
        year = year > thisYear + 50 ? year - 100 : year <= thisYear - 50 ? year + 100 : year;
        return moment.AddYears(year - moment.Year);
    }

    private static bool IsWeekday(ReadOnlySpan<char> text)
    {
        foreach (string day in Weekdays)
        {
            if (text.Equals(day, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
