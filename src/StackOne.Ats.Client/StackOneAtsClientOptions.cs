using System.Diagnostics;
using System.Text.Json.Serialization;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Logging;

namespace StackOne.Ats.Client;

/// <summary>The options of a <see cref="StackOneAtsClient"/>: credentials, the default account, limits and retries.</summary>
/// <remarks>
/// The options are copied and validated when the client is created: later changes have no effect on it. A validation error names the
/// option and never contains its value.
/// </remarks>
public sealed class StackOneAtsClientOptions
{
    /// <summary>The StackOne API key, sent as the user name of HTTP Basic authentication (RFC 7617) with an empty password.</summary>
    /// <value>The default is <see langword="null"/>. Visible ASCII without a colon. An empty key counts as <see langword="null"/>.</value>
    /// <remarks>
    /// Required unless <see cref="ApiKeyProvider"/> is set; setting both is an error. The key is excluded when the options are serialized as
    /// JSON, and hidden in the debugger.
    /// </remarks>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? ApiKey { get; set; }

    /// <summary>A callback that returns the API key for each attempt, for keys that rotate.</summary>
    /// <value>The default is <see langword="null"/>: <see cref="ApiKey"/> is used.</value>
    /// <remarks>
    /// The callback is invoked once per attempt, concurrently from many threads. It should cache the key and must not block. Its time counts
    /// toward <see cref="AttemptTimeout"/>, which cancels the token that it receives. If it throws, or returns a key that is not visible ASCII
    /// without a colon, nothing more is sent and the call throws a <see cref="StackOneException"/>.
    /// </remarks>
    [JsonIgnore]
    public Func<CancellationToken, ValueTask<string>>? ApiKeyProvider { get; set; }

    /// <summary>The id of the linked account for calls that do not choose one with <see cref="StackOneAtsClient.ForAccount"/>.</summary>
    /// <value>The default is <see langword="null"/>. Visible ASCII. An empty id counts as <see langword="null"/>.</value>
    /// <remarks>
    /// A call without an account throws an <see cref="InvalidOperationException"/> before anything is sent, except for
    /// <see cref="StackOneAtsClient.Accounts"/> and <see cref="StackOneAtsClient.ConnectSessions"/>, which use none, and for
    /// <see cref="StackOneAtsClient.SendAsync(HttpMethod, string, CancellationToken)"/>.
    /// </remarks>
    public string? AccountId { get; set; }

    /// <summary>The base address of the StackOne API.</summary>
    /// <value>
    /// The default is <c>https://api.stackone.com</c>. An absolute https URI without user info, query or fragment; http is allowed for
    /// loopback addresses only. A path is kept as a prefix of the API's paths.
    /// </value>
    public Uri BaseAddress { get; set; } = new("https://api.stackone.com");

    /// <summary>
    /// Whether to request heartbeats (<c>Prefer: heartbeat</c>, RFC 7240): newlines that StackOne sends to keep the connection alive while
    /// it waits for a slow provider.
    /// </summary>
    /// <value>The default is <see langword="false"/>.</value>
    /// <remarks>
    /// Use <see cref="StackOneAtsClient.WithHeartbeat"/> to override it per call. When StackOne applies heartbeats,
    /// <see cref="AttemptTimeout"/> applies up to the response headers, and <see cref="IdleTimeout"/> and <see cref="TotalTimeout"/> apply to
    /// the body.
    /// </remarks>
    public bool Heartbeat { get; set; }

    /// <summary>The timeout of one attempt, from requesting the key to the last byte of the body or, for a download, to the headers.</summary>
    /// <value>The default is 100 seconds. Greater than zero, at most 24 hours.</value>
    /// <remarks>StackOne answers with a 408 after 60 seconds at the latest. A shorter timeout can discard a response that is about to
    /// arrive.</remarks>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>The maximum time between two bytes of a response body. A heartbeat counts as a byte.</summary>
    /// <value>The default is 60 seconds. Greater than zero, at most 24 hours.</value>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The timeout of the whole call, including all attempts and the delays between them.</summary>
    /// <value>The default is 5 minutes. Greater than zero, at most 24 hours.</value>
    /// <remarks>If the next retry would start after this timeout, the call throws the last error immediately instead of waiting.</remarks>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The maximum size of a successful response body, in bytes after decompression.</summary>
    /// <value>The default is 32 MiB. Between 1 byte and 1 GiB.</value>
    /// <remarks>A larger body throws a <see cref="StackOneResponseException"/>. Leading heartbeats do not count.</remarks>
    public int MaxResponseBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>The maximum number of bytes of an error response body that are kept, after decompression. The rest is not read.</summary>
    /// <value>The default is 64 KiB. Between 1 byte and 1 GiB.</value>
    public int MaxErrorBytes { get; set; } = 64 * 1024;

    /// <summary>Whether <see cref="Exception.Message"/> includes the error message that the server sent.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    /// <remarks>
    /// Useful in development. Leave it off in production: the server's message may name a candidate, and exception messages are usually
    /// logged. The server's message is always available in <see cref="StackOneApiException.Error"/>.
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
    /// A limiter that refuses a permit and says when there are more (as <see cref="MetadataName.RetryAfter"/>, or as the package RedisRateLimiting
    /// does) is asked again then, by one call at a time, in the order in which the calls came. A call that would have to wait for longer than
    /// <see cref="StackOneRetryOptions.MaxRetryAfter"/> or past <see cref="TotalTimeout"/>, or whose permit is refused without a time, throws
    /// <see cref="StackOneTooManyRequestsException"/>.
    /// </para>
    /// <para>
    /// An attempt whose account is refused while it waits for its permit returns the permit, and acquires another after the cool-down. The limiter
    /// is not disposed with the client.
    /// </para>
    /// </remarks>
    [JsonIgnore]
    public RateLimiter? RateLimiter { get; set; }

    /// <summary>Whether attempts are sent without a permit while <see cref="RateLimiter"/> throws, for example because its server is down.</summary>
    /// <value>The default is <see langword="false"/>: nothing is sent, and the call throws a <see cref="StackOneException"/>.</value>
    /// <remarks>
    /// If it is <see langword="true"/>, a warning is logged, and the limiter is asked again after a second. Meanwhile, the cool-down
    /// (<see cref="StackOneRetryOptions.CoolDown"/>) keeps the calls below StackOne's limit by what StackOne refuses.
    /// </remarks>
    public bool RateLimiterFailsOpen { get; set; }

    /// <summary>Creates the logger of a client that is created without dependency injection.</summary>
    /// <value>The default is <see langword="null"/>: with dependency injection, the application's own; otherwise, nothing is logged.</value>
    /// <remarks>It is not disposed with the client.</remarks>
    [JsonIgnore]
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>When and how often a failed attempt is retried.</summary>
    /// <value>The default is a new <see cref="StackOneRetryOptions"/>. Must not be <see langword="null"/>.</value>
    public StackOneRetryOptions Retry { get; set; } = new();

    /// <summary>Returns a copy that is independent of later changes to this instance.</summary>
    internal StackOneAtsClientOptions Snapshot()
    {
        var copy = (StackOneAtsClientOptions)MemberwiseClone();
        copy.Retry = Retry.Snapshot();
        return copy;
    }
}
