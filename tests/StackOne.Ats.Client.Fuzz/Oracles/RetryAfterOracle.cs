using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace StackOne.Ats.Client.Fuzz.Oracles;

/// <summary>What a Retry-After says, read by other means than the library's: grammar and arithmetic.</summary>
/// <param name="Ticks">The wait, 0 for a moment that has passed.</param>
/// <param name="Valid">Whether it is to RFC 9110's letter, so that it has to be understood.</param>
internal readonly partial record struct RetryAfterOracle(BigInteger Ticks, bool Valid)
{
    private const string Months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec";

    /// <returns>What the value says; null where it says nothing.</returns>
    internal static RetryAfterOracle? Read(string value, DateTimeOffset now)
    {
        string text = value.Trim(' ', '\t');
        if (Seconds().IsMatch(text))
        {
            return new(OfNumber(BigInteger.Parse(text, CultureInfo.InvariantCulture), now), Valid: true);
        }

        // A list, or fractions: nobody has to understand them, but who does must not come before the longest of them.
        decimal[] numbers = [.. text.Split(',').Select(part => decimal.TryParse(part.Trim(), CultureInfo.InvariantCulture, out decimal number) ? number : 0)];
        return OfDate(text, now) ?? new(numbers.Max(number => OfNumber(new BigInteger(decimal.Floor(number)), now)), Valid: false);
    }

    /// <summary>A number that is too large for a wait is a moment since 1970, in seconds or in milliseconds.</summary>
    private static BigInteger OfNumber(BigInteger number, DateTimeOffset now)
    {
        BigInteger ticks = number * (number > 100_000_000_000 ? TimeSpan.TicksPerMillisecond : TimeSpan.TicksPerSecond);
        return number > 1_000_000_000 ? BigInteger.Max(0, ticks - (now.UtcTicks - DateTimeOffset.UnixEpoch.Ticks)) : ticks;
    }

    /// <returns>Null where the reading is right.</returns>
    internal static string? Fault(string value, DateTimeOffset now, TimeSpan? read)
    {
        if (Read(value, now) is not { } stated)
        {
            return null;
        }

        BigInteger atLeast = BigInteger.Min(stated.Ticks, TimeSpan.FromDays(36_500).Ticks);
        return read is null
            ? stated.Valid ? $"A valid Retry-After was taken for junk: '{value}'" : null
            : read.Value.Ticks < atLeast ? $"A Retry-After was read as too early: '{value}' at {now:O} gave {read}" : null;
    }

    private static RetryAfterOracle? OfDate(string text, DateTimeOffset now)
    {
        Match match = ((Match[])[ImfFixdate().Match(text), Rfc850().Match(text), Asctime().Match(text)]).FirstOrDefault(one => one.Success) ?? Match.Empty;
        if (!match.Success)
        {
            return null;
        }

        int month = (Months.IndexOf(match.Groups["month"].Value, StringComparison.OrdinalIgnoreCase) / 4) + 1;
        int day = Number("day"), hour = Number("hour"), minute = Number("minute"), second = Number("second");
        int year = Number("year");
        if (match.Groups["year"].Length == 2)
        {
            // The latest such year that is not more than 50 years ahead.
            int latest = now.UtcDateTime.Year + 50;
            year = latest - ((((latest - year) % 100) + 100) % 100);
            year -= year == latest && Ticks() > now.UtcDateTime.AddYears(50).Ticks ? 100 : 0;
        }

        if (year is < 1 or > 9999)
        {
            return null;
        }

        bool valid = day >= 1 && day <= DateTime.DaysInMonth(year, month) && hour < 24 && minute < 60 && second <= 60;
        return new(BigInteger.Max(0, Ticks() - now.UtcTicks), valid);

        int Number(string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

        long Ticks() => new DateTime(year, month, 1).Ticks + new TimeSpan(day - 1, hour, minute, second).Ticks;
    }

    [GeneratedRegex(@"^[0-9]+\z")]
    private static partial Regex Seconds();

    private const string Month = "(?<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
    private const string Time = "(?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})";

    [GeneratedRegex($"^(Sun|Mon|Tue|Wed|Thu|Fri|Sat), (?<day>[0-9]{{2}}) {Month} (?<year>[0-9]{{4}}) {Time} GMT\\z")]
    private static partial Regex ImfFixdate();

    [GeneratedRegex($"^(Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day, (?<day>[0-9]{{2}})-{Month}-(?<year>[0-9]{{2}}) {Time} GMT\\z")]
    private static partial Regex Rfc850();

    [GeneratedRegex($"^(Sun|Mon|Tue|Wed|Thu|Fri|Sat) {Month} (?<day>[0-9]{{2}}| [0-9]) {Time} (?<year>[0-9]{{4}})\\z")]
    private static partial Regex Asctime();
}
