using System.Globalization;
using System.Net;

namespace StackOne.Ats.Client.Tests.Support;

/// <summary>
/// A server in memory, on the clock of the test: takes some time for each answer, lets so many requests of the key through in each window, and
/// limits accounts as their providers would.
/// </summary>
internal sealed class RateLimitedServer(SimulatedTime time, TimeSpan latency) : HttpMessageHandler
{
    private long _window = -1;
    private int _taken;

    /// <summary>How many requests of the key are let through in a window; none are refused by default.</summary>
    internal int PerWindow { get; init; } = int.MaxValue;

    internal TimeSpan Window { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the provider of an account asks to wait at a time; null where it lets a request through.</summary>
    internal Func<string, TimeSpan, TimeSpan?> Provider { get; init; } = (_, _) => null;

    internal int Requests { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        int? retryAfter = Take(request.Headers.GetValues("x-account-id").Single());
        Requests++;
        await Task.Delay(latency, time, cancellationToken);
        return retryAfter is { } seconds
            ? StubHandler.Response(
                HttpStatusCode.TooManyRequests,
                headers: ("Retry-After", seconds.ToString(CultureInfo.InvariantCulture)))
            : StubHandler.Response(HttpStatusCode.OK);
    }

    /// <summary>Null where the request is let through; otherwise the seconds to wait.</summary>
    private int? Take(string account)
    {
        TimeSpan now = time.Now;
        if (Provider(account, now) is { } wait)
        {
            return Seconds(wait);
        }

        long window = now.Ticks / Window.Ticks;
        _taken = window == _window ? _taken : 0;
        _window = window;
        return _taken++ < PerWindow ? null : Seconds(((window + 1) * Window) - now);
    }

    private static int Seconds(TimeSpan time) => (int)Math.Ceiling(time.TotalSeconds);
}
