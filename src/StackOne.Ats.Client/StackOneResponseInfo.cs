using System.Net;

namespace StackOne.Ats.Client;

/// <summary>The final response of a call, without its body. See <see cref="StackOneAtsClient.OnResponse"/>.</summary>
public sealed class StackOneResponseInfo
{
    /// <summary>The operation that was called, such as <c>Assessments.OrderAsync</c>.</summary>
    public string? Operation { get; init; }

    /// <summary>The HTTP status. For an error that arrived after heartbeats, the status in its body.</summary>
    public HttpStatusCode StatusCode { get; init; }

    /// <summary>The response headers, including the content headers. Names are case-insensitive.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Headers { get; init; } = StackOneException.NoHeaders;

    /// <summary>StackOne's request id (<c>x-request-id</c>), for support cases; <see langword="null"/> if the response had none.</summary>
    /// <remarks>
    /// If there are several, the first that is visible ASCII of at most 128 characters. See <see cref="StackOneException.RequestId"/>.
    /// </remarks>
    public string? RequestId { get; init; }

    /// <summary>The number of attempts, including the last one.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>The duration of the call up to the end of the body, including the delays between attempts.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Whether StackOne applied the requested heartbeats (<c>Preference-Applied: heartbeat</c>).</summary>
    public bool HeartbeatApplied { get; init; }

    /// <summary>Returns the status, attempts and duration. Headers are left out because they may contain data that must not be logged.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{(int)StatusCode} after {Attempts} attempt(s) in {Elapsed.TotalMilliseconds:F0} ms");
}
