using System.Net;
using StackOne.Ats.Client.Resilience;

namespace StackOne.Ats.Client.Tests.Resilience;

public class AttemptOutcomesTests
{
    [Theory]
    [InlineData(199, AttemptOutcome.Failed)]
    [InlineData(200, AttemptOutcome.Settled)]
    [InlineData(299, AttemptOutcome.Settled)]
    [InlineData(300, AttemptOutcome.Failed)]
    [InlineData(399, AttemptOutcome.Failed)]
    [InlineData(400, AttemptOutcome.Settled)]
    [InlineData(408, AttemptOutcome.TimedOutByServer)]
    [InlineData(429, AttemptOutcome.TooManyRequests)]
    [InlineData(499, AttemptOutcome.Settled)]
    [InlineData(500, AttemptOutcome.Failed)]
    [InlineData(501, AttemptOutcome.Settled)]
    [InlineData(502, AttemptOutcome.Unavailable)]
    [InlineData(503, AttemptOutcome.Unavailable)]
    [InlineData(504, AttemptOutcome.Unavailable)]
    [InlineData(505, AttemptOutcome.Failed)]
    public void Of_Status_IsAsTheTableSays(int status, object expected) =>
        Assert.Equal((AttemptOutcome)expected, AttemptOutcomes.Of((HttpStatusCode)status));
}
