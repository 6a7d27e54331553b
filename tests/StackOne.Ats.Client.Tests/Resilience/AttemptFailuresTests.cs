using System.Net.Sockets;
using StackOne.Ats.Client.Resilience;

namespace StackOne.Ats.Client.Tests.Resilience;

/// <summary>The whole decision table: every kind of failure, at every point of an attempt, with the body read and unread.</summary>
public class AttemptFailuresTests
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
        new ForeignFailureException(new StackOneException("mine")),
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Classify_HandedOn_IsNotSentOnTheConnectionsWordAndAnUnreadBody(bool bodyRead)
    {
        Assert.All(Transport, exception =>
        {
            bool certain = exception is SocketException || (exception is HttpRequestException http && Certain.Contains(http.HttpRequestError));
            AttemptOutcome expected = certain && !bodyRead ? AttemptOutcome.NotSent : AttemptOutcome.Lost;
            Assert.Equal(expected, AttemptFailures.Classify(exception, AttemptProgress.HandedOn, bodyRead));
        });
        Assert.All(Others, exception =>
            Assert.Equal(AttemptOutcome.Failed, AttemptFailures.Classify(exception, AttemptProgress.HandedOn, bodyRead)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Classify_Answered_IsNeverNotSent(bool bodyRead)
    {
        Assert.All(Transport, exception =>
            Assert.Equal(AttemptOutcome.Lost, AttemptFailures.Classify(exception, AttemptProgress.Answered, bodyRead)));
        Assert.All(Others, exception =>
            Assert.Equal(AttemptOutcome.Failed, AttemptFailures.Classify(exception, AttemptProgress.Answered, bodyRead)));
        Assert.Equal(
            AttemptOutcome.Failed,
            AttemptFailures.Classify(new StackOneResponseException("too long"), AttemptProgress.Answered, bodyRead));
    }

    [Fact]
    public void Classify_NeverHandedOn_IsNotSent()
    {
        Assert.All(Transport, exception =>
            Assert.Equal(AttemptOutcome.NotSent, AttemptFailures.Classify(exception, AttemptProgress.Begun, bodyRead: false)));
        Assert.All(Others, exception =>
            Assert.Equal(AttemptOutcome.Settled, AttemptFailures.Classify(exception, AttemptProgress.Begun, bodyRead: false)));
        Assert.Equal(
            AttemptOutcome.Settled,
            AttemptFailures.Classify(new StackOneException("no key"), AttemptProgress.Begun, bodyRead: false));
    }
}
