using System.Net;

namespace StackOne.Ats.Client;

/// <summary>What is known of a call's final response apart from its body. See <see cref="StackOneAtsClient.OnResponse"/>.</summary>
public sealed class StackOneResponseInfo
{
    /// <summary>What was called, such as <c>Assessments.OrderAsync</c>.</summary>
    public string? Operation { get; init; }

    /// <summary>The status; of an error that arrived after heartbeats, the status in its body.</summary>
    public HttpStatusCode StatusCode { get; init; }

    /// <summary>The response's headers, those of the content included. Names are matched without regard to case.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Headers { get; init; } = StackOneException.NoHeaders;

    /// <summary>StackOne's id of the request (<c>x-request-id</c>), to name in a support case; null where it sent none.</summary>
    public string? RequestId { get; init; }

    /// <summary>How many times the request was sent, the last one included.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>How long the call took, waits between attempts included, up to the end of the body.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Whether StackOne honoured a wish for heartbeats (<c>Preference-Applied: heartbeat</c>).</summary>
    public bool HeartbeatApplied { get; init; }

    /// <summary>Status, attempts and time; no header, since one may hold what a log must not.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{(int)StatusCode} after {Attempts} attempt(s) in {Elapsed.TotalMilliseconds:F0} ms");
}
