using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;

namespace StackOne.Ats.Client.Resilience;

/// <summary>Reads <c>Retry-After</c> (RFC 9110, section 10.2.3): seconds, or a date in one of HTTP's three forms. Junk counts as absent.</summary>
/// <remarks>
/// HttpClient's own parser takes seconds beyond 32 bits for junk, which would turn a very long wait into a short one.
/// <para>
/// A date is a moment of the server's clock, and the response's <c>Date</c> (section 6.6.1) says what that clock shows: the wait is the
/// difference of the two, however wrong the clocks are. A response that was on its way for a while, or in a cache, makes the wait longer,
/// never shorter.
/// </para>
/// </remarks>
internal static class RetryAfter
{
    /// <summary>
    /// RFC 9110, section 5.6.7, without the weekday and GMT: IMF-fixdate, then asctime. A weekday that does not fit the date is no reason to
    /// come back too early.
    /// </summary>
    private static readonly string[] DateForms = ["d MMM yyyy HH:mm:ss", "MMM d HH:mm:ss yyyy"];

    /// <summary>The form of RFC 850.</summary>
    private const string TwoDigitYearForm = "d-MMM-yy HH:mm:ss";

    /// <summary>
    /// A server that sends its local time as GMT is off by 14 hours at most. A <c>Date</c> that is further from this clock is more likely
    /// mangled than right, and one far ahead would turn a wait into none.
    /// </summary>
    private static readonly TimeSpan MostClockError = TimeSpan.FromDays(1);

    private static readonly SearchValues<char> OfSeconds = SearchValues.Create("0123456789., \t");

    /// <summary>More digits than a decimal has room for.</summary>
    private const int MostDigits = 28;

    private static readonly string[] Weekdays =
    [
        .. CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedDayNames,
        .. CultureInfo.InvariantCulture.DateTimeFormat.DayNames,
    ];

    /// <summary>How long the response asks to wait; the longest, should it say so more than once.</summary>
    /// <param name="response">The response, which has just come.</param>
    /// <param name="now">What this machine's clock shows.</param>
    internal static TimeSpan? Read(HttpResponseMessage response, DateTimeOffset now)
    {
        TimeSpan? longest = null;
        if (response.Headers.NonValidated.TryGetValues("Retry-After", out HeaderStringValues values))
        {
            DateTimeOffset serverNow = now + ClockDifference(response, now);
            foreach (string value in values)
            {
                if (Parse(value, serverNow) is { } wait && !(wait <= longest))
                {
                    longest = wait;
                }
            }
        }

        return longest;
    }

    /// <param name="value">A header's value.</param>
    /// <param name="now">What the server's clock shows.</param>
    internal static TimeSpan? Parse(string value, DateTimeOffset now)
    {
        ReadOnlySpan<char> text = value.AsSpan().Trim(" \t");
        if (!text.ContainsAnyExcept(OfSeconds))
        {
            return ParseSeconds(value);
        }

        TimeSpan? wait = ParseDate(text, now);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    /// <summary>
    /// How far the server's clock is ahead; zero where its <c>Date</c> does not say. Of several, the earliest counts: it makes the longest
    /// wait.
    /// </summary>
    private static TimeSpan ClockDifference(HttpResponseMessage response, DateTimeOffset now)
    {
        TimeSpan? earliest = null;
        if (response.Headers.NonValidated.TryGetValues("Date", out HeaderStringValues values))
        {
            foreach (string value in values)
            {
                if (ParseDate(value.AsSpan().Trim(" \t"), now) is { } ahead && ahead.Duration() <= MostClockError && !(ahead >= earliest))
                {
                    earliest = ahead;
                }
            }
        }

        return earliest ?? TimeSpan.Zero;
    }

    /// <summary>Whole seconds; and, for they must not bring us back too early, fractions and lists that a proxy has joined.</summary>
    private static TimeSpan? ParseSeconds(string value)
    {
        decimal longest = -1;
        foreach (string part in value.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.Length > MostDigits)
            {
                return part.All(char.IsAsciiDigit) ? TimeSpan.MaxValue : null;
            }

            if (!decimal.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal seconds))
            {
                return null;
            }

            longest = Math.Max(longest, Math.Ceiling(seconds));
        }

        return longest < (long)TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromTicks((long)longest * TimeSpan.TicksPerSecond) : TimeSpan.MaxValue;
    }

    /// <summary>How far the date is ahead of <paramref name="now"/>: less than zero for one in the past.</summary>
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

        // A leap second, which the grammar has and .NET has not. It follows the second colon: ":60" after the first is no minute.
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
