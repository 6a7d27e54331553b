namespace StackOne.Ats.Client;

/// <summary>Configures when and how often a <see cref="StackOneAtsClient"/> retries a failed attempt.</summary>
/// <remarks>
/// <para>
/// GET, PUT and DELETE are retried after 408, 429, 502, 503, 504 and connection failures. POST and PATCH, such as an order, are retried
/// only after 429, after 408, and when no connection was established and nothing had begun to read the request's body. They are never sent
/// again after any other failure; if the server may have processed the request, <see cref="StackOneException.OutcomeUnknown"/> is set.
/// </para>
/// <para>
/// <c>Retry-After</c> (RFC 9110, section 10.2.3) on 408, 429 and 503 is honored: no attempt starts before the time that it specifies.
/// </para>
/// </remarks>
public sealed class StackOneRetryOptions
{
    /// <summary>The maximum number of retries per call.</summary>
    /// <value>The default is 3, that is, at most four attempts. Between 0 and 100; 0 disables retries.</value>
    public int MaxRetries { get; set; } = 3;

    /// <summary>The delay before the first retry when the server sends no <c>Retry-After</c>. It doubles with each retry.</summary>
    /// <value>The default is 0.5 seconds. Between zero and 24 hours.</value>
    /// <remarks>Each delay is randomized between half and the whole of its length, so that many clients do not retry at the same time.</remarks>
    public TimeSpan BaseDelay { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The maximum delay between retries when the server sends no <c>Retry-After</c>.</summary>
    /// <value>The default is 30 seconds. At least <see cref="BaseDelay"/> and at most 24 hours.</value>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest <c>Retry-After</c> that the client waits for.</summary>
    /// <value>The default is 120 seconds. Between zero and 24 hours.</value>
    /// <remarks>
    /// If the server asks for a longer wait, the call throws immediately and <see cref="StackOneApiException.RetryAfter"/> contains the
    /// wait, so that you can reschedule the work instead of blocking on it.
    /// </remarks>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>Whether a POST or PATCH that StackOne answered with 408 is retried.</summary>
    /// <value>The default is <see langword="true"/>: StackOne's contract allows a 408 to be retried.</value>
    /// <remarks>
    /// Set it to <see langword="false"/> if a duplicate order is unacceptable. A 408 then throws
    /// <see cref="StackOneRequestTimedOutException"/> with <see cref="StackOneException.OutcomeUnknown"/> set.
    /// </remarks>
    public bool RetryTimedOutWrites { get; set; } = true;

    /// <summary>Whether the calls of a client wait together for a <c>Retry-After</c> that came with a 429, instead of each being refused.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    /// <remarks>
    /// <para>
    /// No call waits before something was refused. A 429 with <c>Retry-After</c> holds the calls of its account until that moment. When
    /// refusals reach five accounts in a row and nothing sent after the first of them is accepted, they are taken for the limit of the API
    /// key, and all calls of the client wait. After the moment, the calls that were held are sent in rounds of one, two, four and so on, and
    /// another refusal begins with one again. The calls that started first are sent first, and waiting uses up no retry.
    /// </para>
    /// <para>
    /// A call that would have to wait for longer than <see cref="MaxRetryAfter"/> or <see cref="StackOneAtsClientOptions.TotalTimeout"/>
    /// allows is not sent and throws <see cref="StackOneTooManyRequestsException"/>, as does a call whose turn does not come within
    /// <see cref="StackOneAtsClientOptions.TotalTimeout"/>.
    /// </para>
    /// <para>
    /// A <c>Retry-After</c> of more than an hour (or <see cref="MaxRetryAfter"/>, if that is longer) holds other calls for an hour only, in case
    /// it is a mistake. One of less than a second holds them for a second (a tenth of <see cref="StackOneAtsClientOptions.TotalTimeout"/>, if
    /// that is less). A 429 without <c>Retry-After</c> holds no other call.
    /// </para>
    /// <para>
    /// Other clients and other processes do not take part. To share a limit with them, see <see cref="StackOneAtsClientOptions.RateLimiter"/>.
    /// </para>
    /// </remarks>
    public bool CoolDown { get; set; } = true;

    internal StackOneRetryOptions Snapshot() => (StackOneRetryOptions)MemberwiseClone();
}
