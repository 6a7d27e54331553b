using System.Globalization;
using System.Net;
using StackOne.Ats.Client.Resilience;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Resilience;

public class RetryAfterTests
{
    /// <summary>The harness's clock begins at Sunday, 1 March 2026, 12:00:00 GMT.</summary>
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A hundred years: what is added to the time of any clock is still a date.</summary>
    private const double Longest = 36_500.0 * 86_400;

    public static TheoryData<string, double?> Values { get; } = new()
    {
        // Seconds.
        { "0", 0 },
        { "1", 1 },
        { "007", 7 },
        { "120", 120 },
        { " 5\t", 5 },
        // So many that they are a moment, counted from 1970: 1772366400 is now.
        { "1000000000", 1_000_000_000 },
        { "1000000000.5", 0 },
        { "1772366399", 0 },
        { "1772366400", 0 },
        { "1772366400.2", 1 },
        { "1772366457", 57 },
        { "1772366457.0", 57 },
        { "2147483648", 375_117_248 },
        { "5, 1772366457", 57 },
        { "1772366457, 90", 90 },
        { "1772366399, 1772366399", 0 },
        { "100000000000", Longest },
        // In milliseconds.
        { "100000000001", 0 },
        { "1772366400000", 0 },
        { "1772366400001", 1 },
        { "1772366457000", 57 },
        // More than a date or a TimeSpan holds: very long, not absent.
        { "4925966400", Longest },
        { "4925966399", Longest - 1 },
        { "99999999999999999999999999", Longest },
        // The three forms of a date.
        { "Sun, 01 Mar 2026 12:00:30 GMT", 30 },
        { "Sunday, 01-Mar-26 12:00:30 GMT", 30 },
        { "Sun Mar  1 12:00:30 2026", 30 },
        { "Thu Mar 12 12:00:00 2026", 11 * 86400 },
        // In the past: at once.
        { "Sun, 01 Mar 2026 11:59:59 GMT", 0 },
        { "Sunday, 06-Nov-94 08:49:37 GMT", 0 },
        // Two digits of a year more than 50 ahead are of the century before.
        { "Wednesday, 01-Mar-77 12:00:00 GMT", 0 },
        { "Sunday, 01-Mar-76 12:00:00 GMT", (new DateTimeOffset(2076, 3, 1, 12, 0, 0, TimeSpan.Zero) - Now).TotalSeconds },
        { "Sunday, 31-Dec-99 23:59:59 GMT", 0 },
        // A weekday that does not fit is no reason to come too early.
        { "Mon, 01 Mar 2026 12:00:30 GMT", 30 },
        // Not to the letter, but clear enough not to come too early.
        { "1.5", 2 },
        { "1, 2", 2 },
        { "100,100", 100 },
        { "Sun, 1 Mar 2026 12:00:30 GMT", 30 },
        { "Sun, 01 Mar 2026 12:00:30 gmt", 30 },
        { "Sun,  01 Mar  2026 12:00:30 GMT", 30 },
        // A leap second.
        { "Sun, 01 Mar 2026 12:00:60 GMT", 60 },
        { "Fri, 31 Dec 9999 23:59:60 GMT", Longest },
        { "Thu, 05 Feb 2126 12:00:00 GMT", Longest },
        { "Thu, 05 Feb 2126 11:59:59 GMT", Longest - 1 },
        { " Sun, 01 Mar 2026 12:00:30 GMT\t", 30 },
        { new string('9', 28), Longest },
        { new string('0', 27) + "7", 7 },
        { new string('9', 29), Longest },
        { new string('0', 28) + "7", Longest },
        // Junk.
        { "Sunday, 01-Mar-26 12:60:30 GMT", null },
        { new string('9', 29) + ".5", null },
        { "", null },
        { " ", null },
        { "-1", null },
        { "+1", null },
        { "1,", null },
        { ",", null },
        { ".", null },
        { "1.2.3", null },
        { "1 2", null },
        { "..............................", null },
        { "1s", null },
        { "soon", null },
        { "٣", null },
        { "\u00a05", null },
        { "Sun, 01 Mar 2026 12:00:30 CET", null },
        { "Sun, 32 Mar 2026 12:00:30 GMT", null },
        { "2026-03-01T12:00:30Z", null },
        { "Xyz, 01 Mar 2026 12:00:30 GMT", null },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Parse_Value_IsReadInEveryCulture(string value, double? seconds)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            foreach (string culture in (string[])["", "en-US", "de-DE", "ar-SA", "th-TH", "fa-IR"])
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
                Assert.Equal(seconds, RetryAfter.Parse(value, Now)?.TotalSeconds);
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>Late in a century, two digits may mean the next one.</summary>
    [Theory]
    [InlineData("Thursday, 01-Jan-05 00:00:00 GMT", 2105)]
    [InlineData("Thursday, 01-Jan-40 00:00:00 GMT", 2140)]
    [InlineData("Thursday, 01-Jan-41 00:00:00 GMT", 0)]
    [InlineData("Thursday, 01-Jan-90 00:00:00 GMT", 0)]
    [InlineData("Thursday, 01-Jan-91 00:00:00 GMT", 2091)]
    public void Parse_TwoDigitYear_IsTheNextSuchYearWithinFifty(string value, int year)
    {
        var now = new DateTimeOffset(2090, 6, 1, 0, 0, 0, TimeSpan.Zero);

        TimeSpan expected = year == 0 ? TimeSpan.Zero : new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero) - now;

        Assert.Equal(expected, RetryAfter.Parse(value, now));
    }

    /// <summary>Retry-After; then how often it is sent, and the least and greatest virtual waits between the first two tries.</summary>
    public static TheoryData<string?, int, double, double> Waits { get; } = new()
    {
        { "7", 4, 7, 8 },
        { "0", 4, 0.02, 0.13 },
        { "Sun, 01 Mar 2026 12:00:07 GMT", 4, 7, 8 },
        { "Sunday, 01-Mar-26 12:00:07 GMT", 4, 7, 8 },
        { "Sun Mar  1 12:00:07 2026", 4, 7, 8 },
        { "Sun, 01 Mar 2026 11:00:00 GMT", 4, 0.02, 0.13 },
        // Absent and junk: the back-off.
        { null, 4, 0.25, 0.5 },
        { "junk", 4, 0.25, 0.5 },
        // 120 is waited for (twice: a third wait would outlast the call); beyond the cap nothing is.
        { "120", 3, 120, 121.1 },
        { "121", 1, 0, 0 },
        { "99999999999999999999999999", 1, 0, 0 },
    };

    [Theory]
    [MemberData(nameof(Waits))]
    public async Task Order_RetryAfter_IsNeverEarlyAndLittleLate(string? value, int tries, double least, double greatest)
    {
        foreach (HttpStatusCode status in (HttpStatusCode[])[HttpStatusCode.TooManyRequests, HttpStatusCode.RequestTimeout])
        {
            foreach (double chance in (double[])[0, 0.999])
            {
                var harness = new Harness { Chance = chance };
                for (int i = 0; i < 4; i++)
                {
                    harness.Stub.Answer(status, headers: value is null ? [] : [("Retry-After", value)]);
                }

                var failure = await Assert.ThrowsAnyAsync<StackOneApiException>(() => harness.OrderAsync());

                Assert.Equal(tries, harness.Stub.Sent.Count);
                Assert.Equal(status, failure.StatusCode);
                if (tries > 1)
                {
                    Assert.InRange(harness.Waits.First().TotalSeconds, least, greatest);
                }
            }
        }
    }

    /// <summary>Dates of the response, and the wait that a Retry-After of 12:00:30 makes.</summary>
    public static TheoryData<string[], double> Dates { get; } = new()
    {
        // Without one, by this machine's clock.
        { [], 30 },
        // The server's clock, ahead and behind; in all forms.
        { ["Sun, 01 Mar 2026 12:00:27 GMT"], 3 },
        { ["Sunday, 01-Mar-26 12:00:27 GMT"], 3 },
        { ["Sun Mar  1 12:00:27 2026"], 3 },
        { ["Sun, 01 Mar 2026 11:00:30 GMT"], 3600 },
        { [" Sun, 01 Mar 2026 12:00:27 GMT\t"], 3 },
        // By its own clock the moment has passed.
        { ["Sun, 01 Mar 2026 13:00:00 GMT"], 0 },
        // A leap second.
        { ["Sun, 01 Mar 2026 11:59:60 GMT"], 30 },
        // A day off at most.
        { ["Sat, 28 Feb 2026 12:00:00 GMT"], 86430 },
        { ["Mon, 02 Mar 2026 12:00:00 GMT"], 0 },
        { ["Sat, 28 Feb 2026 11:59:59 GMT"], 30 },
        { ["Mon, 02 Mar 2026 12:00:01 GMT"], 30 },
        { ["Thu, 01 Jan 1970 00:00:00 GMT"], 30 },
        { ["Fri, 31 Dec 9999 23:59:60 GMT"], 30 },
        // Junk.
        { ["junk"], 30 },
        { [""], 30 },
        { ["30"], 30 },
        { ["\u00a0Sun, 01 Mar 2026 12:00:27 GMT"], 30 },
        { ["2026-03-01T12:00:27Z"], 30 },
        { ["Sun, 01 Mar 2026 12:00:27 GMT, Sun, 01 Mar 2026 12:00:27 GMT"], 30 },
        // Of several the one that makes the longest wait.
        { ["Sun, 01 Mar 2026 12:00:27 GMT", "junk", "Sun, 01 Mar 2026 12:00:20 GMT"], 10 },
        { ["Sun, 01 Mar 2026 12:00:20 GMT", "Sun, 01 Mar 2026 12:00:27 GMT", "Thu, 01 Jan 1970 00:00:00 GMT"], 10 },
    };

    [Theory]
    [MemberData(nameof(Dates))]
    public void Read_ResponseWithADate_MeasuresAgainstIt(string[] dates, double seconds)
    {
        (string, string)[] headers = [.. dates.Select(date => ("Date", date))];
        const string Moment = "Sun, 01 Mar 2026 12:00:30 GMT";

        using HttpResponseMessage response = StubHandler.Response(HttpStatusCode.TooManyRequests, headers: [.. headers, ("Retry-After", Moment)]);
        using HttpResponseMessage inSeconds = StubHandler.Response(HttpStatusCode.TooManyRequests, headers: [.. headers, ("Retry-After", "7")]);

        Assert.Equal(seconds, RetryAfter.Read(response, Now)?.TotalSeconds);
        Assert.Equal(7, RetryAfter.Read(inSeconds, Now)?.TotalSeconds);
    }

    [Theory]
    [InlineData("Sun, 01 Mar 2026 13:00:00 GMT", "Sun, 01 Mar 2026 13:00:03 GMT")]
    [InlineData("Sun, 01 Mar 2026 11:00:00 GMT", "Sun, 01 Mar 2026 11:00:03 GMT")]
    public async Task Order_ServerClockAnHourOff_WaitsAsLongAsTheServerMeans(string date, string retryAfter)
    {
        var harness = new Harness();
        harness.Stub
            .Answer(HttpStatusCode.TooManyRequests, headers: [("Date", date), ("Retry-After", retryAfter)])
            .Answer(HttpStatusCode.OK);

        await harness.OrderAsync();

        Assert.Equal(3.02, harness.Waits.Single().TotalSeconds);
    }

    /// <summary>A caller reschedules its work by adding the wait to the time.</summary>
    [Theory]
    [InlineData("99999999999999999999999999999")]
    [InlineData("99999999999")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    public async Task Order_VeryLongRetryAfter_CanBeAddedToTheTime(string value)
    {
        var harness = new Harness();
        harness.Stub.Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", value));

        var failure = await Assert.ThrowsAsync<StackOneTooManyRequestsException>(() => harness.OrderAsync());

        Assert.Equal(TimeSpan.FromSeconds(Longest), failure.RetryAfter);
    }

    /// <summary>By the server's clock, which is an hour ahead.</summary>
    [Fact]
    public async Task Order_RetryAfterInEpochSeconds_IsWaitedFor()
    {
        var harness = new Harness();
        harness.Stub
            .Answer(HttpStatusCode.TooManyRequests, headers: [("Date", "Sun, 01 Mar 2026 13:00:00 GMT"), ("Retry-After", "1772370003")])
            .Answer(HttpStatusCode.OK);

        await harness.OrderAsync();

        Assert.Equal(3.02, harness.Waits.Single().TotalSeconds);
    }

    [Fact]
    public async Task Order_TimePassesBeforeTheThrow_SaysTheWaitThatWasDecidedOn()
    {
        var harness = new Harness();
        harness.Stub.Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "Sun, 01 Mar 2026 12:10:00 GMT"));

        var failure = await Assert.ThrowsAsync<StackOneTooManyRequestsException>(() => harness.RunAsync(
            () => harness.Client.OnResponse(_ => harness.Time.Advance(TimeSpan.FromSeconds(5))).Assessments.OrderAsync(Harness.Request)));

        Assert.Equal(TimeSpan.FromMinutes(10), failure.RetryAfter);
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, 9.02)]
    [InlineData(HttpStatusCode.BadGateway, 0.25)]
    public async Task Get_ServerErrorWithRetryAfter_WaitsForItOnlyAfter503(HttpStatusCode status, double waited)
    {
        var harness = new Harness();
        harness.Stub.Answer(status, headers: ("Retry-After", "9")).Answer(HttpStatusCode.OK);

        using HttpResponseMessage response = await harness.SendAsync("GET");

        Assert.Equal(waited, harness.Waits.Single().TotalSeconds);
    }

    [Fact]
    public async Task Order_WaitBeyondTheDeadline_ThrowsAtOnceAndSaysHowLong()
    {
        var harness = new Harness();
        harness.Options.TotalTimeout = TimeSpan.FromSeconds(60);
        harness.Stub.Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "60"));
        DateTimeOffset start = harness.Time.GetUtcNow();

        var failure = await Assert.ThrowsAsync<StackOneTooManyRequestsException>(() => harness.OrderAsync());

        Assert.Equal(TimeSpan.FromSeconds(60), failure.RetryAfter);
        Assert.Equal(1, failure.Attempts);
        Assert.Equal(start, harness.Time.GetUtcNow());
    }

    /// <summary>A retry that would be cut off at once turns "not carried out" into "may have been".</summary>
    [Theory]
    [InlineData(7.9, 2)]
    [InlineData(7.6, 1)]
    public async Task Order_LittleTimeLeftAfterTheWait_IsNotTriedAgain(double total, int tries)
    {
        var harness = new Harness();
        harness.Options.TotalTimeout = TimeSpan.FromSeconds(total);
        for (int i = 0; i < 4; i++)
        {
            harness.Stub.Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "7"));
        }

        var failure = await Assert.ThrowsAsync<StackOneTooManyRequestsException>(() => harness.OrderAsync());

        Assert.Equal(tries, failure.Attempts);
        Assert.False(failure.OutcomeUnknown);
    }

    [Fact]
    public async Task Order_SeveralRetryAfters_TheLongestCounts()
    {
        var harness = new Harness();
        harness.Stub
            .Answer(
                HttpStatusCode.TooManyRequests,
                headers: [("Retry-After", "3"), ("Retry-After", "junk"), ("Retry-After", "5"), ("Retry-After", "4")])
            .Answer(HttpStatusCode.OK);

        await harness.OrderAsync();

        Assert.Equal(5.02, harness.Waits.Single().TotalSeconds);
    }
}
