using System.Net;
using System.Text.Json;

namespace StackOne.Ats.Client;

/// <summary>The final response of a call, without its body. See <see cref="StackOneAtsClient.OnResponse"/>.</summary>
public sealed class StackOneResponseInfo
{
    /// <summary>The operation that was called, such as <c>Assessments.OrderAsync</c>.</summary>
    public string? Operation { get; init; }

    /// <summary>The linked account of the call.</summary>
    public string? AccountId { get; init; }

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

    /// <summary>The duration of the call up to the end of the body (of a download, of the headers), including the delays between attempts.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Whether StackOne applied the requested heartbeats (<c>Preference-Applied: heartbeat</c>).</summary>
    public bool HeartbeatApplied { get; init; }

    /// <summary>
    /// The JSON paths of the values that did not fit their members, such as <c>$.data[2].hired_at</c>; empty for nearly all responses, and for an
    /// error. The member is null, and its JSON is in the <c>AdditionalProperties</c> of the object that has the member.
    /// </summary>
    /// <remarks>A path contains names of the API and indexes, no values. The same paths are logged as a warning.</remarks>
    public IReadOnlyList<string> UnexpectedValues { get; init; } = [];

    /// <summary>
    /// The other members of a response with one resource or a page of them, by JSON name, unchanged: those beside <c>data</c>, <c>next</c>,
    /// <c>raw</c> and the deprecated <c>next_page</c>, and of these what could not be read. Of other responses, the result itself has them.
    /// </summary>
    public IReadOnlyDictionary<string, JsonElement> AdditionalProperties { get; init; } = StackOneErrorBody.NoProperties;

    /// <summary>Returns the status, attempts and duration. Headers are left out because they may contain data that must not be logged.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{(int)StatusCode} after {Attempts} attempt(s) in {Elapsed.TotalMilliseconds:F0} ms");
}
