using System.Globalization;

namespace StackOne.Ats.Client.Serialization;

/// <summary>Parses the dates that providers send: RFC 3339, and what is close to it.</summary>
/// <remarks>
/// A space may be in place of the T, the offset may have no colon or no minutes, and the seconds or the whole time may be missing. A date without
/// an offset is UTC on every machine.
/// </remarks>
internal static class JsonDate
{
    private const int DayLength = 10;
    private const int MaxFraction = 7;

    private static readonly string[] Clocks = ["HH':'mm':'ss", "HH':'mm':'ss.FFFFFFF", "HH':'mm"];
    private static readonly string[] Offsets = [@"hh\:mm", "hhmm", "hh"];

    internal static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset date)
    {
        date = default;
        TimeOnly time = default;
        TimeSpan offset = default;
        if (text.Length > DayLength
            && !(text[DayLength] is 'T' or 't' or ' ' && TryParseTime(text[(DayLength + 1)..], out time, out offset)))
        {
            return false;
        }

        ReadOnlySpan<char> beginning = text[..Math.Min(text.Length, DayLength)];
        if (!DateOnly.TryParseExact(beginning, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
        {
            return false;
        }

        DateTime local = day.ToDateTime(time);
        long utc = local.Ticks - offset.Ticks;
        if (utc < DateTime.MinValue.Ticks || utc > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        date = new DateTimeOffset(local, offset);
        return true;
    }

    /// <summary>Whether the text is the zero date, which databases that cannot store null store instead.</summary>
    internal static bool IsZero(ReadOnlySpan<char> text) =>
        text.StartsWith("0000-00-00", StringComparison.Ordinal) && TryParse($"2000-01-01{text[DayLength..]}", out _);

    private static bool TryParseTime(ReadOnlySpan<char> text, out TimeOnly time, out TimeSpan offset)
    {
        offset = default;
        ReadOnlySpan<char> clock = text;
        if (text.IndexOfAny("Zz+-") is >= 0 and var end)
        {
            clock = text[..end].TrimEnd(' ');
            if (!TryParseOffset(text[end..], out offset))
            {
                time = default;
                return false;
            }
        }

        // .NET has seven digits of a second.
        if (clock.IndexOf('.') is >= 0 and var point && clock.Length > point + 1 + MaxFraction
            && !clock[(point + 1)..].ContainsAnyExceptInRange('0', '9'))
        {
            clock = clock[..(point + 1 + MaxFraction)];
        }

        return TimeOnly.TryParseExact(clock, Clocks, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
    }

    private static bool TryParseOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = default;
        if (text is "Z" or "z")
        {
            return true;
        }

        TimeSpanStyles sign = text[0] == '-' ? TimeSpanStyles.AssumeNegative : TimeSpanStyles.None;
        return text[0] is '+' or '-'
            && TimeSpan.TryParseExact(text[1..], Offsets, CultureInfo.InvariantCulture, sign, out offset)
            && offset.Duration() <= TimeSpan.FromHours(14);
    }
}
