namespace StackOne.Ats.Client;

/// <summary>When and how often a <see cref="StackOneAtsClient"/> makes a failed attempt again.</summary>
/// <remarks>
/// <para>
/// Reads, PUT and DELETE are tried again after 408, 429, 502, 503, 504 and after lost connections. A POST or PATCH, an order above all,
/// is tried again only after 429, after 408, and when the connection failed before the request was sent. It is never re-sent when it may
/// have been carried out: <see cref="StackOneException.OutcomeUnknown"/> says so instead.
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

    /// <summary>
    /// Whether calls wait for a <c>Retry-After</c> that another call of the same account and client was given with a 429, rather than earn one
    /// each.
    /// </summary>
    /// <value>The default is <see langword="true"/>.</value>
    /// <remarks>
    /// <para>
    /// Other accounts go on. To find out what the server takes, at most 32 attempts of an account are under way at first, one more for each that
    /// is taken, and twice as many with each second without a refusal: of hundreds of calls made at once, the last wait a few seconds even where
    /// nothing is refused. After a 429, as many go at once as were taken before it, and then one.
    /// </para>
    /// <para>
    /// A call that would have to wait for the server's moment for longer than <see cref="MaxRetryAfter"/> or
    /// <see cref="StackOneAtsClientOptions.TotalTimeout"/> allows is not sent, and throws <see cref="StackOneTooManyRequestsException"/>; one
    /// whose turn does not come within <see cref="StackOneAtsClientOptions.TotalTimeout"/>, a <see cref="StackOneTimeoutException"/>.
    /// </para>
    /// <para>
    /// A <c>Retry-After</c> of more than an hour (or than <see cref="MaxRetryAfter"/>, if that is longer) holds other calls for that long only,
    /// in case it is a mistake; one of less than a second, where others are under way, for a second. A 429 without one holds nobody.
    /// </para>
    /// <para>
    /// A second is a tenth of <see cref="StackOneAtsClientOptions.TotalTimeout"/> where that is less. Other clients and other processes are not
    /// told: for those, see <see cref="StackOneAtsClientOptions.RateLimiter"/>.
    /// </para>
    /// </remarks>
    public bool CoolDown { get; set; } = true;

    internal StackOneRetryOptions Snapshot() => (StackOneRetryOptions)MemberwiseClone();
}
