using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using StackOne.Ats.Client.Testing.Hosting;

namespace StackOne.Ats.Client.Testing;

/// <summary>
/// A scripted response of a <see cref="StackOneSandbox"/> to a request. Immutable and reusable.
/// </summary>
/// <example>
/// <code>
/// sandbox
///     .Next(SandboxAnswer.Status(408, retryAfter: "1"))
///     .Next(SandboxAnswer.Status(502).AfterHeartbeats(TimeSpan.FromSeconds(2)))   // an error inside a 200
///     .Next(SandboxAnswer.Handle.After(TimeSpan.FromSeconds(5)))
///     .Next(SandboxAnswer.Stall);
/// </code>
/// </example>
public sealed class SandboxAnswer
{
    private static readonly JsonSerializerOptions WithoutNulls = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromMilliseconds(200);

    private SandboxAnswer(SandboxEnding ending, SandboxReply? reply = null)
    {
        Ending = ending;
        Reply = reply;
    }

    /// <summary>
    /// Handles the request: accepts an order, or performs any other operation. Rejects requests that violate the contract. This is the default
    /// without a script.
    /// </summary>
    public static SandboxAnswer Handle { get; } = new(SandboxEnding.Reply);

    /// <summary>Sends a 200 with headers, then nothing more until the client aborts or the sandbox is disposed.</summary>
    public static SandboxAnswer Stall { get; } = new(SandboxEnding.Silence);

    /// <summary>Closes the connection after the request was read, so that its outcome is unknown to the client.</summary>
    public static SandboxAnswer Disconnect { get; } = new(SandboxEnding.Disconnect);

    /// <summary>The final response; null if the request is to be handled.</summary>
    internal SandboxReply? Reply { get; }

    internal SandboxEnding Ending { get; }

    internal TimeSpan Delay { get; private init; }

    internal TimeSpan HeartbeatTime { get; private init; }

    internal TimeSpan HeartbeatInterval { get; private init; } = DefaultInterval;

    /// <summary>Returns the given status, whatever the request contains.</summary>
    /// <param name="status">The HTTP status, 200 to 599.</param>
    /// <param name="retryAfter">
    /// The value of the <c>Retry-After</c> header: seconds, an HTTP-date, or any other text to test invalid values; null to omit it.
    /// </param>
    /// <param name="body">
    /// The body, sent unchanged with the content type <c>application/json</c>. The default is an error body in the contract's format, which
    /// for a 400 includes <c>data</c> and <c>provider_errors</c>; for a status below 400, an empty body.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="status"/> is out of range.</exception>
    /// <exception cref="ArgumentException"><paramref name="body"/> is set for a status that must not have a body.</exception>
    public static SandboxAnswer Status(int status, string? retryAfter = null, string? body = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        if (status is 204 or 205 or 304 && body is { Length: > 0 })
        {
            throw new ArgumentException("A response with this status must not have a body.", nameof(body));
        }

        return new(SandboxEnding.Reply, new SandboxReply(status, Content(status, body), retryAfter));
    }

    /// <summary>Returns JSON, whatever the request contains.</summary>
    /// <param name="body">The body: a model, such as <see cref="Models.Candidate"/>, a <c>JsonNode</c>, or any object that serializes to what is
    /// needed.</param>
    /// <param name="status">The HTTP status, 200 to 599.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="status"/> is out of range.</exception>
    /// <example><code>sandbox.Next(SandboxAnswer.Json(new { data = new Candidate { Id = "candidate-1" } }));</code></example>
    public static SandboxAnswer Json(object body, int status = 200)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Status(status, body: JsonSerializer.Serialize(body, WithoutNulls));
    }

    /// <summary>Returns a copy with a header. It replaces one of the same name.</summary>
    /// <param name="name">The name, such as <c>Content-Type</c> for a body that is not JSON.</param>
    /// <param name="value">The value.</param>
    /// <remarks>The header is not sent after heartbeats, which have sent the headers already.</remarks>
    /// <exception cref="ArgumentException">The name or the value is not valid in a header.</exception>
    /// <exception cref="InvalidOperationException">The answer is not one with a status.</exception>
    public SandboxAnswer WithHeader(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        if (Reply is null)
        {
            throw new InvalidOperationException("Only an answer with a status has headers of its own.");
        }

        if (name.Length == 0 || !name.All(IsTokenCharacter) || value.Any(char.IsControl))
        {
            throw new ArgumentException("The name must be a token of RFC 9110, and the value must not contain control characters.", nameof(name));
        }

        return new(Ending, Reply with { Headers = [.. Reply.Headers, new(name, value)] })
        {
            Delay = Delay,
            HeartbeatTime = HeartbeatTime,
            HeartbeatInterval = HeartbeatInterval,
        };
    }

    /// <summary>Returns a copy that is sent after a delay, headers included.</summary>
    /// <param name="delay">The delay before the response.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delay"/> is negative.</exception>
    public SandboxAnswer After(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return new(Ending, Reply) { Delay = delay, HeartbeatTime = HeartbeatTime, HeartbeatInterval = HeartbeatInterval };
    }

    /// <summary>
    /// Returns a copy that is preceded by heartbeats if the request has <c>Prefer: heartbeat</c>: a 200 with
    /// <c>Preference-Applied: heartbeat</c> is sent immediately, then newlines, then the body. Other requests, and uploads and downloads of
    /// documents, get the same response after the same time, without heartbeats.
    /// </summary>
    /// <param name="time">How long heartbeats are sent.</param>
    /// <param name="interval">The time between two heartbeats. The default is 200 milliseconds.</param>
    /// <remarks>The status 200 has already been sent by then, so an error body arrives inside a 200.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> or <paramref name="interval"/> is zero or negative.</exception>
    public SandboxAnswer AfterHeartbeats(TimeSpan time, TimeSpan? interval = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval ?? DefaultInterval, TimeSpan.Zero, nameof(interval));
        return new(Ending, Reply) { Delay = Delay, HeartbeatTime = time, HeartbeatInterval = interval ?? DefaultInterval };
    }

    private static bool IsTokenCharacter(char character) =>
        char.IsAsciiLetterOrDigit(character) || "!#$%&'*+-.^_`|~".Contains(character, StringComparison.Ordinal);

    private static byte[]? Content(int status, string? body) =>
        body is not null ? Encoding.UTF8.GetBytes(body)
        : status < 400 ? []
        : null;
}

internal enum SandboxEnding
{
    Reply,
    Silence,
    Disconnect,
}
