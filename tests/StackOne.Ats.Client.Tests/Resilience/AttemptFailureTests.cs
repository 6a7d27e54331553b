using System.Net.Sockets;
using StackOne.Ats.Client.Resilience;

namespace StackOne.Ats.Client.Tests.Resilience;

/// <summary>The whole decision table: every kind of failure, at every point of an attempt, with the body read and unread.</summary>
public class AttemptFailureTests
{
    private static readonly HttpRequestError[] Certain =
    [
        HttpRequestError.NameResolutionError,
        HttpRequestError.ConnectionError,
        HttpRequestError.SecureConnectionError,
        HttpRequestError.ProxyTunnelError,
    ];

    private static readonly Exception[] Transport =
    [
        .. Enum.GetValues<HttpRequestError>().Select(error => new HttpRequestException(error)),
        new HttpRequestException("no kind", new SocketException()),
        new SocketException(),
        new IOException("lost", new SocketException()),
        new HttpIOException(HttpRequestError.ConnectionError),
        new InvalidDataException(),
        new OperationCanceledException(),
        new TaskCanceledException("no connection in time", new TimeoutException()),
    ];

    private static readonly Exception[] Others =
    [
        new InvalidOperationException("mine", new HttpRequestException(HttpRequestError.ConnectionError)),
        new AggregateException(new HttpRequestException(HttpRequestError.ConnectionError)),
        new TimeoutException(),
            ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Outcome_HandedOn_IsNotSentOnTheConnectionsWordAndAnUnreadBody(bool bodyRead)
    {
        Assert.All(Transport, exception =>
        {
            bool certain = exception is SocketException || (exception is HttpRequestException http && Certain.Contains(http.HttpRequestError));
            AttemptOutcome expected = certain && !bodyRead ? AttemptOutcome.NotSent : AttemptOutcome.Lost;
            Assert.Equal(expected, Outcome(exception, AttemptProgress.HandedOn, bodyRead));
        });
        Assert.All(Others, exception =>
            Assert.Equal(AttemptOutcome.Failed, Outcome(exception, AttemptProgress.HandedOn, bodyRead)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Outcome_Answered_IsNeverNotSent(bool bodyRead)
    {
        Assert.All(Transport, exception =>
            Assert.Equal(AttemptOutcome.Lost, Outcome(exception, AttemptProgress.Answered, bodyRead)));
        Assert.All(Others, exception =>
            Assert.Equal(AttemptOutcome.Failed, Outcome(exception, AttemptProgress.Answered, bodyRead)));
    }

    [Fact]
    public void Outcome_NeverHandedOn_IsNotSent()
    {
        Assert.All(Transport, exception =>
            Assert.Equal(AttemptOutcome.NotSent, Outcome(exception, AttemptProgress.Begun)));
        Assert.All(Others, exception =>
            Assert.Equal(AttemptOutcome.Settled, Outcome(exception, AttemptProgress.Begun)));
        Assert.Equal(
            AttemptOutcome.Settled,
            Outcome(new StackOneException("no key"), AttemptProgress.Begun));
    }

    /// <summary>It says nothing about this call.</summary>
    [Fact]
    public void Outcome_HandlerOfTheApplicationThrowsOurException_IsThatOfAnyOther()
    {
        Assert.Equal(AttemptOutcome.Failed, Outcome(new StackOneException("mine"), AttemptProgress.HandedOn));
        Assert.Equal(AttemptOutcome.Failed, Outcome(new StackOneResponseException("mine"), AttemptProgress.HandedOn));
    }

    private static AttemptOutcome Outcome(Exception exception, AttemptProgress progress, bool bodyRead = false) =>
        new AttemptFailure(exception, progress) { WasBodyRead = bodyRead }.Outcome;
}
