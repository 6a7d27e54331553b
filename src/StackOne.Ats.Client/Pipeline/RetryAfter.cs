using System.Globalization;
using System.Net.Http.Headers;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>Reads <c>Retry-After</c> (RFC 9110, section 10.2.3): seconds, or a date in one of HTTP's three forms. Junk counts as absent.</summary>
/// <remarks>
/// HttpClient's own parser takes seconds beyond 32 bits for junk, which would turn a very long wait into a short one.
/// </remarks>
internal static class RetryAfter
{
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    /// <summary>
    /// RFC 9110, section 5.6.7, without the weekday: IMF-fixdate, and asctime with its day padded. A weekday that does not fit the date is no
    /// reason to come back too early.
    /// </summary>
    private static readonly string[] DateForms =
        [", dd MMM yyyy HH:mm:ss 'GMT'", " MMM d HH:mm:ss yyyy", " MMM  d HH:mm:ss yyyy"];

    private static readonly string[] Weekdays =
    [
        .. CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedDayNames,
        .. CultureInfo.InvariantCulture.DateTimeFormat.DayNames,
    ];

    /// <summary>How long the response asks to wait from <paramref name="now"/>; the longest, should it say so more than once.</summary>
    internal static TimeSpan? Read(HttpResponseMessage response, DateTimeOffset now)
    {
        TimeSpan? longest = null;
        if (response.Headers.NonValidated.TryGetValues("Retry-After", out HeaderStringValues values))
        {
            foreach (string value in values)
            {
                if (Parse(value, now) is { } wait && !(wait <= longest))
                {
                    longest = wait;
                }
            }
        }

        return longest;
    }

    internal static TimeSpan? Parse(string value, DateTimeOffset now)
    {
        ReadOnlySpan<char> text = value.AsSpan().Trim(" \t");
        if (text.IsEmpty)
        {
            return null;
        }

        return text.ContainsAnyExceptInRange('0', '9') ? ParseDate(text, now) : ParseSeconds(text);
    }

    private static TimeSpan ParseSeconds(ReadOnlySpan<char> digits) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
        && seconds <= (long)TimeSpan.MaxValue.TotalSeconds
            ? TimeSpan.FromTicks(seconds * TimeSpan.TicksPerSecond)
            : TimeSpan.MaxValue;

    private static TimeSpan? ParseDate(ReadOnlySpan<char> text, DateTimeOffset now)
    {
        int end = text.IndexOfAny(',', ' ');
        if (end < 0 || !IsWeekday(text[..end]))
        {
            return null;
        }

        ReadOnlySpan<char> date = text[end..];
        if (DateTimeOffset.TryParseExact(date, DateForms, CultureInfo.InvariantCulture, Utc, out DateTimeOffset moment)
            || TryParseTwoDigitYear(date, now, out moment))
        {
            return moment > now ? moment - now : TimeSpan.Zero;
        }

        return null;
    }

    /// <summary>The form of RFC 850: a year that seems more than 50 years ahead is the latest such year in the past.</summary>
    private static bool TryParseTwoDigitYear(ReadOnlySpan<char> text, DateTimeOffset now, out DateTimeOffset moment)
    {
        if (!DateTimeOffset.TryParseExact(text, ", dd-MMM-yy HH:mm:ss 'GMT'", CultureInfo.InvariantCulture, Utc, out moment))
        {
            return false;
        }

        int year = (now.Year / 100 * 100) + (moment.Year % 100);
        year = year > now.Year + 50 ? year - 100 : year <= now.Year - 50 ? year + 100 : year;
        moment = moment.AddYears(year - moment.Year);
        return true;
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
