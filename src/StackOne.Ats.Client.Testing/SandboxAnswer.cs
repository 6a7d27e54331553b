namespace StackOne.Ats.Client.Testing;

/// <summary>
/// What a <see cref="StackOneSandbox"/> answers to an order request, and when. Immutable: one can be used any number of times.
/// </summary>
/// <example>
/// <code>
/// sandbox
///     .Next(SandboxAnswer.Status(408, retryAfter: "1"))
///     .Next(SandboxAnswer.Status(502).AfterHeartbeats(TimeSpan.FromSeconds(2)))   // an error inside a 200
///     .Next(SandboxAnswer.TakeOrder.After(TimeSpan.FromSeconds(5)))
///     .Next(SandboxAnswer.Stall);
/// </code>
/// </example>
public sealed class SandboxAnswer
{
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromMilliseconds(200);

    private SandboxAnswer(SandboxEnding ending, SandboxReply? reply = null)
    {
        Ending = ending;
        Reply = reply;
    }

    /// <summary>The order is taken, or refused if it breaks the contract: what happens without a script.</summary>
    public static SandboxAnswer TakeOrder { get; } = new(SandboxEnding.Reply);

    /// <summary>A 200 whose headers go out, and then nothing more until the client gives up or the sandbox is disposed.</summary>
    public static SandboxAnswer Stall { get; } = new(SandboxEnding.Silence);

    /// <summary>The connection is cut once the request is read, so that the client cannot know what became of its order.</summary>
    public static SandboxAnswer Disconnect { get; } = new(SandboxEnding.Disconnect);

    /// <summary>What it comes to in the end; none where the order is to be taken.</summary>
    internal SandboxReply? Reply { get; }

    internal SandboxEnding Ending { get; }

    internal TimeSpan Delay { get; private init; }

    internal TimeSpan HeartbeatTime { get; private init; }

    internal TimeSpan HeartbeatInterval { get; private init; } = DefaultInterval;

    /// <summary>A status, whatever the order says.</summary>
    /// <param name="status">200 to 599.</param>
    /// <param name="retryAfter">
    /// The <c>Retry-After</c> header as it is to be sent: seconds, an HTTP-date, or junk; null for none.
    /// </param>
    /// <param name="body">
    /// The body as it is to be sent, under the content type <c>application/json</c> whatever it holds. By default it is an error
    /// body of the contract's shape, which for a 400 has <c>data</c> and <c>provider_errors</c>; below 400, it is empty.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The status is outside its range.</exception>
    /// <exception cref="ArgumentException">The status is one that has no body, and there is one.</exception>
    public static SandboxAnswer Status(int status, string? retryAfter = null, string? body = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        if (status is 204 or 205 or 304 && body is { Length: > 0 })
        {
            throw new ArgumentException("HTTP gives this status no body.", nameof(body));
        }

        return new(SandboxEnding.Reply, new SandboxReply(status, body ?? (status < 400 ? string.Empty : null), retryAfter));
    }

    /// <summary>The same answer, later: not even the headers go out before.</summary>
    /// <param name="delay">How much later.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public SandboxAnswer After(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return new(Ending, Reply) { Delay = delay, HeartbeatTime = HeartbeatTime, HeartbeatInterval = HeartbeatInterval };
    }

    /// <summary>
    /// The same answer after heartbeats, if the request has <c>Prefer: heartbeat</c>: a 200 with
    /// <c>Preference-Applied: heartbeat</c> goes out at once, then newlines, then the body. To other requests, the same answer
    /// as late.
    /// </summary>
    /// <param name="time">For how long heartbeats are sent.</param>
    /// <param name="interval">The time between two; 200 milliseconds by default.</param>
    /// <remarks>An error's status can no longer be sent by then: its body comes inside the 200.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A time is zero or negative.</exception>
    public SandboxAnswer AfterHeartbeats(TimeSpan time, TimeSpan? interval = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval ?? DefaultInterval, TimeSpan.Zero, nameof(interval));
        return new(Ending, Reply) { Delay = Delay, HeartbeatTime = time, HeartbeatInterval = interval ?? DefaultInterval };
    }
}

internal enum SandboxEnding
{
    Reply,
    Silence,
    Disconnect,
}
