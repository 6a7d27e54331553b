using System.Diagnostics;
using System.Text.Json.Serialization;
using System.Threading.RateLimiting;

namespace StackOne.Ats.Client;

/// <summary>What a <see cref="StackOneAtsClient"/> is made with: credentials, the default account, limits and retries.</summary>
/// <remarks>
/// Read once, when the client is made: later changes have no effect on it. A value outside its range is refused at that moment,
/// with an error that names the option and never shows its value.
/// </remarks>
public sealed class StackOneAtsClientOptions
{
    /// <summary>The StackOne API key, sent as the user name of HTTP Basic authentication (RFC 7617) with an empty password.</summary>
    /// <value>No default. Visible ASCII without a colon.</value>
    /// <remarks>
    /// Required unless <see cref="ApiKeyProvider"/> is set; setting both is refused. It is left out when the options are written as JSON, and not
    /// shown by a debugger.
    /// </remarks>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? ApiKey { get; set; }

    /// <summary>Gives the API key afresh for every attempt, for keys that rotate.</summary>
    /// <value>The default is <see langword="null"/>: <see cref="ApiKey"/> is used.</value>
    /// <remarks>
    /// It is asked once per attempt, from many threads at once, so it should cache, and never block. Its time counts towards
    /// <see cref="AttemptTimeout"/>, whose end cancels the token it is given. If it throws, or gives a key that is not visible ASCII
    /// without a colon, the call ends with a <see cref="StackOneException"/>, and nothing more is sent.
    /// </remarks>
    [JsonIgnore]
    public Func<CancellationToken, ValueTask<string>>? ApiKeyProvider { get; set; }

    /// <summary>The linked account that calls act on, where <see cref="StackOneAtsClient.ForAccount"/> names no other.</summary>
    /// <value>The default is <see langword="null"/>. Visible ASCII.</value>
    /// <remarks>A call that has an account from neither is refused with an <see cref="ArgumentException"/> before anything is sent.</remarks>
    public string? AccountId { get; set; }

    /// <summary>Where StackOne is.</summary>
    /// <value>
    /// The default is <c>https://api.stackone.com</c>. Absolute, https, without user info, query or fragment; http only for this
    /// machine (loopback). A path is kept and put before the API's own.
    /// </value>
    public Uri BaseAddress { get; set; } = new("https://api.stackone.com");

    /// <summary>
    /// Whether to ask StackOne for heartbeats (<c>Prefer: heartbeat</c>, RFC 7240): newlines that keep the connection alive while a
    /// slow provider is waited for.
    /// </summary>
    /// <value>The default is <see langword="false"/>.</value>
    /// <remarks>
    /// <see cref="StackOneAtsClient.WithHeartbeat"/> chooses it for some calls only. Where StackOne applies it, <see cref="AttemptTimeout"/>
    /// ends with the headers of the response, and <see cref="IdleTimeout"/> and <see cref="TotalTimeout"/> bound the rest.
    /// </remarks>
    public bool Heartbeat { get; set; }

    /// <summary>How long one attempt may take, from asking for the key to the last byte of the body.</summary>
    /// <value>The default is 100 seconds. More than zero, at most 24 hours.</value>
    /// <remarks>StackOne itself ends a request after 60 seconds with a 408, so shorter values lose answers.</remarks>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>The longest silence between two bytes of a response's body. A heartbeat is a byte.</summary>
    /// <value>The default is 60 seconds. More than zero, at most 24 hours.</value>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a whole call may take, all attempts and the waits between them included.</summary>
    /// <value>The default is 5 minutes. More than zero, at most 24 hours.</value>
    /// <remarks>A wait that would end after it is not begun: the call fails at once with what went wrong last.</remarks>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The most bytes that a successful response's body may have, after decompression.</summary>
    /// <value>The default is 32 MiB. 1 to 1 GiB.</value>
    /// <remarks>A longer one ends the call with a <see cref="StackOneResponseException"/>. Leading heartbeats do not count.</remarks>
    public int MaxResponseBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>The most bytes that are kept of an error response's body, after decompression; the rest is not read.</summary>
    /// <value>The default is 64 KiB. 1 to 1 GiB.</value>
    public int MaxErrorBytes { get; set; } = 64 * 1024;

    /// <summary>Whether <see cref="Exception.Message"/> also carries the explanation that the server gave.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    /// <remarks>
    /// Handy in development. Off in production: the explanation may name a candidate, and messages end up in logs. It is in
    /// <see cref="StackOneApiException.Error"/> either way.
    /// </remarks>
    public bool ServerMessageInExceptions { get; set; }

    /// <summary>A rate limiter of your own. Each attempt acquires one permit from it before it is sent.</summary>
    /// <value>The default is <see langword="null"/>: none.</value>
    /// <remarks>
    /// <para>
    /// StackOne allows each API key 1000 requests a minute. A <see cref="TokenBucketRateLimiter"/> keeps one process below that from the
    /// start; a distributed limiter keeps several below it together.
    /// </para>
    /// <para>
    /// A call whose attempt gets no permit throws <see cref="StackOneTooManyRequestsException"/>. An attempt whose account is refused while it
    /// waits for its permit returns the permit, and acquires another after the cool-down. The limiter is not disposed with the client.
    /// </para>
    /// </remarks>
    [JsonIgnore]
    public RateLimiter? RateLimiter { get; set; }

    /// <summary>When and how often a failed attempt is made again.</summary>
    /// <value>The defaults of <see cref="StackOneRetryOptions"/>. Not null.</value>
    public StackOneRetryOptions Retry { get; set; } = new();

    /// <summary>How long a server that limits rates may take to refuse: a second, or less where the whole call has less than ten.</summary>
    internal TimeSpan LongestRefusal => TimeSpan.FromTicks(Math.Min(TimeSpan.TicksPerSecond, TotalTimeout.Ticks / 10));

    /// <summary>What must be left of the call for an attempt to be begun.</summary>
    internal TimeSpan LeastAttempt => LongestRefusal;

    /// <summary>A copy that later changes to this object do not reach.</summary>
    internal StackOneAtsClientOptions Snapshot()
    {
        var copy = (StackOneAtsClientOptions)MemberwiseClone();
        copy.Retry = Retry.Snapshot();
        return copy;
    }
}
