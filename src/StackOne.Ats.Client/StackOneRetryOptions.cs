namespace StackOne.Ats.Client;

/// <summary>When and how often a <see cref="StackOneAtsClient"/> makes a failed attempt again.</summary>
/// <remarks>
/// <para>
/// Reads, PUT and DELETE are tried again after 408, 429, 502, 503, 504 and after lost connections. A POST or PATCH, an order above all,
/// is tried again only after 429, after 408, and when no connection came about and nothing had begun to read the request's body. It is
/// never re-sent when it may have been carried out: <see cref="StackOneException.OutcomeUnknown"/> says so instead.
/// </para>
/// <para>
/// <c>Retry-After</c> (RFC 9110, section 10.2.3) on 408, 429 and 503 is obeyed: no attempt is made before the moment it names.
/// </para>
/// </remarks>
public sealed class StackOneRetryOptions
{
    /// <summary>How many times an attempt may be repeated.</summary>
    /// <value>The default is 3: four attempts at the most. 0 to 100; 0 turns retries off.</value>
    public int MaxRetries { get; set; } = 3;

    /// <summary>The wait before the first retry when the server names none. It doubles with each further retry.</summary>
    /// <value>The default is half a second. Zero to 24 hours.</value>
    /// <remarks>Each wait is drawn between half of its length and the whole, so that many clients do not come back at once.</remarks>
    public TimeSpan BaseDelay { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The longest wait when the server names none.</summary>
    /// <value>The default is 30 seconds. At least <see cref="BaseDelay"/>, at most 24 hours.</value>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest <c>Retry-After</c> that is waited for.</summary>
    /// <value>The default is 120 seconds. Zero to 24 hours.</value>
    /// <remarks>
    /// A longer one ends the call at once with the typed exception, whose <see cref="StackOneApiException.RetryAfter"/> says how long to
    /// wait: better to put the work back in a queue than to hold it here.
    /// </remarks>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>Whether a POST or PATCH that StackOne answered with 408 is tried again.</summary>
    /// <value>The default is <see langword="true"/>: StackOne's contract lets a 408 be retried.</value>
    /// <remarks>
    /// Turn it off where nothing may ever be ordered twice: then a 408 throws <see cref="StackOneRequestTimedOutException"/> with
    /// <see cref="StackOneException.OutcomeUnknown"/> set, and the application decides.
    /// </remarks>
    public bool RetryTimedOutWrites { get; set; } = true;

    /// <summary>Whether the calls of a client wait together for a <c>Retry-After</c> that came with a 429, instead of each being refused.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    /// <remarks>
    /// <para>
    /// No call waits before something was refused. A 429 with <c>Retry-After</c> holds the calls of its account until that moment. When
    /// refusals reach five accounts in a row and nothing sent after the first of them is accepted, they are taken for the limit of the API
    /// key, and all calls of the client wait. After the moment, about as many requests are sent as were accepted before, then one, two, four
    /// and so on, until nothing is refused. The calls that started first are sent first, and waiting uses up no retry.
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
