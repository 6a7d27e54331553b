using System.Globalization;
using System.Net;
using CsCheck;
using StackOne.Ats.Client.Fuzz.Oracles;
using StackOne.Ats.Client.Resilience;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Properties;

public class RetryAfterProperties
{
    private const int Iterations = 15_000;

    /// <summary>Calendars, digits and separators of their own.</summary>
    private static readonly CultureInfo[] Cultures =
        [.. ((string[])["", "de-DE", "ar-SA", "th-TH", "fa-IR"]).Select(CultureInfo.GetCultureInfo)];

    /// <summary>The same moment as clocks of three time zones show it.</summary>
    private static readonly TimeSpan[] Offsets = [TimeSpan.Zero, TimeSpan.FromHours(-12), new(14, 0, 0)];

    private static readonly Gen<DateTimeOffset> Now =
        Gen.Long[new DateTime(1990, 1, 1).Ticks, new DateTime(2049, 12, 31).Ticks].Select(ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

    private static readonly Gen<DateTime> Date = Gen.DateTime[new(1900, 1, 1), new(9999, 12, 31, 23, 59, 59)];

    private static readonly Gen<string> Weekday = Gen.OneOf("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");

    private static readonly Gen<string> DateText = Gen.Select(Date, Weekday, Gen.Bool, Gen.Int[0, 2], (date, weekday, right, form) =>
    {
        string day = right ? date.DayOfWeek.ToString() : weekday;
        return form switch
        {
            0 => $"{day[..3]}, {Format(date, "dd MMM yyyy HH:mm:ss")} GMT",
            1 => $"{day}, {Format(date, "dd-MMM-yy HH:mm:ss")} GMT",
            _ => $"{day[..3]} {Format(date, "MMM")} {date.Day,2} {Format(date, "HH:mm:ss yyyy")}",
        };
    });

    private static readonly Gen<string> Seconds = Gen.String[Gen.Char["0123456789"], 1, 40];

    /// <summary>Pieces of valid values in any order, and any characters at all.</summary>
    private static readonly Gen<string> Junk = Gen.OneOf(
        Gen.String,
        Gen.OneOf(DateText, Seconds, Gen.OneOf("Sun", ", ", " ", ":60", "GMT", "-", ".", "00", "31", "Feb", "\t", "\u0663"), Gen.String[0, 2])
            .Array[1, 6].Select(string.Concat));

    [Fact]
    public void Parse_Seconds_AreNeverShortened() => SampleRight(Seconds);

    /// <summary>Around now, in seconds and in milliseconds.</summary>
    [Fact]
    public void Parse_MomentInEpochSeconds_IsNeverEarly() => SampleRight(
        Gen.Select(Gen.Long[1_000_000_001, 5_000_000_000], Gen.Bool).Select((seconds, milli) => $"{seconds}{(milli ? "000" : "")}"));

    [Fact]
    public void Parse_DateOfEachForm_IsNeverEarly() => SampleRight(DateText);

    [Fact]
    public void Parse_Junk_IsAbsentOrNotEarly() => SampleRight(Junk);

    /// <summary>To the second: nothing waits longer than specified either.</summary>
    [Fact]
    public void Parse_FullDate_IsExact() =>
        Gen.Select(Date, Now).Sample((date, now) =>
        {
            date = date.AddTicks(-(date.Ticks % TimeSpan.TicksPerSecond));
            TimeSpan wait = new DateTimeOffset(date, TimeSpan.Zero) - now;
            TimeSpan longest = TimeSpan.FromDays(36_500);
            return RetryAfter.Parse($"Sun, {Format(date, "dd MMM yyyy HH:mm:ss")} GMT", now)
                == (wait < TimeSpan.Zero ? TimeSpan.Zero : wait > longest ? longest : wait);
        },
        iter: Iterations);

    /// <summary>What the server's clock shows does not matter, as long as it is the same clock that it takes the moment from.</summary>
    [Fact]
    public void Read_ServerClockWithinADay_IsNoMatter() =>
        Gen.Select(Now, Gen.Int[-86_399, 86_399], Gen.Int[0, 1_000_000]).Sample((now, ahead, seconds) =>
        {
            DateTime date = now.UtcDateTime.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)).AddSeconds(ahead);
            using HttpResponseMessage response = StubHandler.Response(HttpStatusCode.TooManyRequests, headers:
            [
                ("Date", $"Sun, {Format(date, "dd MMM yyyy HH:mm:ss")} GMT"),
                ("Retry-After", $"Sun, {Format(date.AddSeconds(seconds), "dd MMM yyyy HH:mm:ss")} GMT"),
            ]);
            return RetryAfter.Read(response, now) == TimeSpan.FromSeconds(seconds);
        },
        iter: Iterations);

    /// <summary>Whatever the response says its date is, no earlier than a day before the moment by this machine's clock.</summary>
    [Fact]
    public void Read_AnyDate_MovesTheWaitByADayAtMost() =>
        Gen.Select(Gen.OneOf(DateText, Junk), Now).Sample((date, now) =>
        {
            using HttpResponseMessage response = StubHandler.Response(HttpStatusCode.TooManyRequests, headers:
            [
                ("Date", date),
                ("Retry-After", $"Sun, {Format(now.UtcDateTime.AddDays(3), "dd MMM yyyy HH:mm:ss")} GMT"),
            ]);
            return RetryAfter.Read(response, now) is { } wait && wait > TimeSpan.FromDays(2) - TimeSpan.FromSeconds(1) && wait <= TimeSpan.FromDays(4);
        },
        iter: Iterations);

    private static void SampleRight(Gen<string> values) =>
        Gen.Select(values, Now, Gen.OneOf(Cultures)).Sample((value, now, culture) =>
        {
            CultureInfo before = CultureInfo.CurrentCulture;
            CultureInfo.CurrentCulture = culture;
            try
            {
                TimeSpan?[] waits = [.. Offsets.Select(offset => RetryAfter.Parse(value, now.ToOffset(offset))).Distinct()];
                Assert.Single(waits);
                Assert.Null(RetryAfterOracle.Fault(value, now, waits[0]));
            }
            finally
            {
                CultureInfo.CurrentCulture = before;
            }
        },
        iter: Iterations,
        print: drawn => $"{drawn.Item1} at {drawn.Item2:O} in '{drawn.Item3}'");

    private static string Format(DateTime date, string format) => date.ToString(format, CultureInfo.InvariantCulture);
}
