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

    /// <summary>Values of Retry-After, joined by '|' where the header comes more than once, and their waits in seconds.</summary>
    public static TheoryData<string, double?> Values { get; } = new()
    {
        // Seconds.
        { "0", 0 },
        { "007", 7 },
        { "120", 120 },
        { " 5\t", 5 },
        { "1.5", 2 },
        // More than 32 bits, a date or a TimeSpan hold: very long, not absent.
        { "99999999999999999999999999", Longest },
        { new string('9', 400), Longest },
        { "Infinity", Longest },
        { new string('0', 28) + "7", 7 },
        // Joined by a proxy, and in several lines: the longest counts.
        { "30, 60", 60 },
        { "100,90", 100 },
        { "3|junk|5|4", 5 },
        { "junk|junk", null },
        { "5|Sun, 01 Mar 2026 12:00:30 GMT|1.5, 6", 30 },
        // So many that they are a moment, counted from 1970: 1772366400 is now.
        { "1000000000", 1_000_000_000 },
        { "1000000000.5", 0 },
        { "1772366400", 0 },
        { "1772366400.2", 1 },
        { "1772366457", 57 },
        { "2147483648", 375_117_248 },
        { "5, 1772366457", 57 },
        { "1772366457, 90", 90 },
        { "4925966399", Longest - 1 },
        { "4925966400", Longest },
        { "100000000000", Longest },
        // In milliseconds.
        { "100000000001", 0 },
        { "1772366457000", 57 },
        { "100000000000000", Longest },
        // The three forms of a date.
        { "Sun, 01 Mar 2026 12:00:30 GMT", 30 },
        { "Sunday, 01-Mar-26 12:00:30 GMT", 30 },
        { "Sun Mar  1 12:00:30 2026", 30 },
        { "Thu Mar 12 12:00:00 2026", 11 * 86400 },
        { "Sun, 1 Mar 2026 12:00:30 GMT", 30 },
        { "Tue, 05 Feb 2126 11:59:59 GMT", Longest - 1 },
        { "Tue, 05 Feb 2126 12:00:00 GMT", Longest },
        // In the past: at once.
        { "Sun, 01 Mar 2026 11:59:59 GMT", 0 },
        { "Sunday, 06-Nov-94 08:49:37 GMT", 0 },
        // Junk.
        { "", null },
        { " ", null },
        { "-1", null },
        { "+1", null },
        { "1,", null },
        { ",", null },
        { ".", null },
        { "1.2.3", null },
        { "1 2", null },
        { "1s", null },
        { "NaN", null },
        { "-Infinity", null },
        { "soon", null },
        { "٣", null },
        { "\u00a05", null },
        { "Sun, 01 Mar 2026 12:00:30 CET", null },
        { "Sun, 32 Mar 2026 12:00:30 GMT", null },
        { "Sunday, 01-Mar-26 12:60:30 GMT", null },
        { "2026-03-01T12:00:30Z", null },
        { "Xyz, 01 Mar 2026 12:00:30 GMT", null },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Read_Values_AreReadInEveryCulture(string values, double? seconds)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            foreach (string culture in (string[])["", "en-US", "de-DE", "ar-SA", "th-TH", "fa-IR"])
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
                Assert.Equal(seconds, Read([.. values.Split('|').Select(value => ("Retry-After", value))]));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>Dates of the response, and the wait that a Retry-After of 12:00:30 makes.</summary>
    public static TheoryData<string?, double> Dates { get; } = new()
    {
        // Without one, by this machine's clock.
        { null, 30 },
        // The server's clock, ahead and behind; in all forms.
        { "Sun, 01 Mar 2026 12:00:27 GMT", 3 },
        { "Sunday, 01-Mar-26 12:00:27 GMT", 3 },
        { "Sun Mar  1 12:00:27 2026", 3 },
        { "Sun, 01 Mar 2026 11:00:30 GMT", 3600 },
        // By its own clock the moment has passed.
        { "Sun, 01 Mar 2026 13:00:00 GMT", 0 },
        // A day off at most.
        { "Sat, 28 Feb 2026 12:00:00 GMT", 86430 },
        { "Mon, 02 Mar 2026 12:00:00 GMT", 0 },
        { "Sat, 28 Feb 2026 11:59:59 GMT", 30 },
        { "Mon, 02 Mar 2026 12:00:01 GMT", 30 },
        { "Thu, 01 Jan 1970 00:00:00 GMT", 30 },
        { "Fri, 31 Dec 9999 23:59:59 GMT", 30 },
        // Junk.
        { "junk", 30 },
        { "", 30 },
        { "30", 30 },
    };

    [Theory]
    [MemberData(nameof(Dates))]
    public void Read_ResponseWithADate_MeasuresAgainstIt(string? date, double seconds)
    {
        (string, string)[] dates = date is null ? [] : [("Date", date)];

        Assert.Equal(seconds, Read([.. dates, ("Retry-After", "Sun, 01 Mar 2026 12:00:30 GMT")]));
        Assert.Equal(seconds, Read([.. dates, ("Retry-After", "1772366430")]));
        Assert.Equal(7, Read([.. dates, ("Retry-After", "7")]));
    }

    private static double? Read(params (string Name, string Value)[] headers)
    {
        using HttpResponseMessage response = StubHandler.Response(HttpStatusCode.TooManyRequests, headers: headers);
        return RetryAfter.Read(response, Now)?.TotalSeconds;
    }

    /// <summary>Retry-After; then how often it is sent, and the least and greatest virtual waits between the first two tries.</summary>
    public static TheoryData<string?, int, double, double> Waits { get; } = new()
    {
        { "7", 4, 7, 8 },
        { "0", 4, 0.02, 0.13 },
        { "Sun, 01 Mar 2026 12:00:07 GMT", 4, 7, 8 },
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

    [Theory]
    [InlineData("Sun, 01 Mar 2026 13:00:00 GMT", "Sun, 01 Mar 2026 13:00:03 GMT")]
    [InlineData("Sun, 01 Mar 2026 11:00:00 GMT", "Sun, 01 Mar 2026 11:00:03 GMT")]
    [InlineData("Sun, 01 Mar 2026 13:00:00 GMT", "1772370003")]
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
}
