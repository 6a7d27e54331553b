using System.Diagnostics;
using StackOne.Ats.Client.Diagnostics;
using StackOne.Ats.Client.Pipeline;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client;

/// <summary>
/// A client for StackOne's Unified ATS API, and for the accounts that it is called for. One client uses one API key and can call any number of
/// linked accounts. It is immutable and thread-safe: create one instance and reuse it.
/// </summary>
/// <remarks>
/// <para>
/// Settings that vary per call are views: <see cref="ForAccount"/>, <see cref="WithHeartbeat"/>, <see cref="WithTotalTimeout"/> and
/// <see cref="OnResponse"/> each return a lightweight client that shares the same connections. Create a view for a single call or keep it.
/// </para>
/// <para>
/// A failed call throws <see cref="StackOneException"/> or a derived type. Invalid input throws <see cref="ArgumentException"/> before
/// anything is sent, a call without an account <see cref="InvalidOperationException"/>, and a canceled <see cref="CancellationToken"/> throws
/// <see cref="OperationCanceledException"/>.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// using var client = new StackOneAtsClient(new StackOneAtsClientOptions { ApiKey = key, AccountId = "45072196112816593343" });
/// AssessmentOrderResult order = await client.Assessments.OrderAsync(new AssessmentOrderRequest { /* ... */ });
/// </code>
/// </example>
[DebuggerDisplay("StackOneAtsClient {AccountId,nq}")]
public partial class StackOneAtsClient : IDisposable
{
    private readonly HttpClient? _owned;

    /// <summary>Creates a client with its own connection pool. With dependency injection, use <c>AddStackOneAts</c> instead.</summary>
    /// <param name="options">The credentials, limits and retry settings. They are copied: later changes have no effect on this client.</param>
    /// <exception cref="ArgumentException">An option is missing or out of range. The message names the option.</exception>
    public StackOneAtsClient(StackOneAtsClientOptions options)
        : this(options, PipelineBuilder.CreatePrimaryHandler())
    {
    }

    /// <summary>Creates a client that sends requests through the given handler: for a proxy, a client certificate or a test.</summary>
    /// <param name="options">The credentials, limits and retry settings. They are copied: later changes have no effect on this client.</param>
    /// <param name="handler">
    /// The primary (innermost) handler. It is disposed with the client. It must not follow redirects, which would send the account id and a
    /// candidate's data to another host. It must not retry. It may leave responses compressed.
    /// </param>
    /// <exception cref="ArgumentException">An option is missing or out of range. The message names the option.</exception>
    public StackOneAtsClient(StackOneAtsClientOptions options, HttpMessageHandler handler)
        : this(options, handler, disposeHandler: true)
    {
    }

    /// <summary>Creates a client that sends requests through the given handler, which other clients may share.</summary>
    /// <param name="options">The credentials, limits and retry settings. They are copied: later changes have no effect on this client.</param>
    /// <param name="handler">The primary (innermost) handler, as for the constructor without <paramref name="disposeHandler"/>.</param>
    /// <param name="disposeHandler">Whether the handler is disposed with the client.</param>
    /// <exception cref="ArgumentException">An option is missing or out of range. The message names the option.</exception>
    public StackOneAtsClient(StackOneAtsClientOptions options, HttpMessageHandler handler, bool disposeHandler)
        : this(options, handler, PipelineServices.For(Checked(options)), disposeHandler)
    {
    }

    internal StackOneAtsClient(StackOneAtsClientOptions options, HttpMessageHandler handler, PipelineServices services, bool disposeHandler = true)
        : this(PipelineBuilder.CreateHttpClient(Checked(options), handler, services, disposeHandler), options, services)
    {
    }

    /// <summary>Creates a client over an <see cref="HttpClient"/> that already contains the pipeline.</summary>
    internal StackOneAtsClient(HttpClient http, StackOneAtsClientOptions options, PipelineServices services)
    {
        _owned = http;
        // The pipeline has its own timeouts. This one would surface as if the client had been disposed.
        http.Timeout = Timeout.InfiniteTimeSpan;
        // The options were validated. An address from ConfigureHttpClient was not, and could send the key without TLS.
        http.BaseAddress = options.BaseAddress;
        var connection = new ApiConnection(http, new CallReporter(services.Logger));
        Scope = new CallScope(connection)
        {
            AccountId = options.AccountId,
            Heartbeat = options.Heartbeat,
            TotalTimeout = options.TotalTimeout,
        };
    }

    /// <summary>For mocking. The instance has no connection: override the group properties. Its view methods return the instance itself.</summary>
    protected StackOneAtsClient() => Scope = CallScope.Mock;

    private StackOneAtsClient(CallScope scope) => Scope = scope;

    /// <summary>
    /// The linked account of the client's calls: that of <see cref="ForAccount"/>, or <see cref="StackOneAtsClientOptions.AccountId"/>; null if none
    /// is set.
    /// </summary>
    public virtual string? AccountId => string.IsNullOrEmpty(Scope.AccountId) ? null : Scope.AccountId;

    internal CallScope Scope { get; }

    /// <summary>Returns a view whose calls use another linked account.</summary>
    /// <param name="accountId">
    /// The account id, from <see cref="AccountsClient.ListAsync"/>, an <see cref="Models.AccountEvent"/> or StackOne's dashboard.
    /// </param>
    /// <remarks>The setting has no effect on <see cref="Accounts"/> and <see cref="ConnectSessions"/>, which belong to the API key alone.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="accountId"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="accountId"/> is empty or contains anything but visible ASCII. It is never trimmed or otherwise changed.
    /// </exception>
    public virtual StackOneAtsClient ForAccount(string accountId)
    {
        ArgumentNullException.ThrowIfNull(accountId);
        return HeaderValue.IsAccount(accountId)
            ? View(Scope with { AccountId = accountId })
            : throw new ArgumentException($"An account id {HeaderValue.AccountRule}.", nameof(accountId));
    }

    /// <summary>Returns a view that turns heartbeats on or off for its calls.</summary>
    /// <param name="heartbeat">Whether to request heartbeats. See <see cref="StackOneAtsClientOptions.Heartbeat"/>.</param>
    /// <remarks>The setting has no effect on operations that do not accept the <c>Prefer</c> header.</remarks>
    public virtual StackOneAtsClient WithHeartbeat(bool heartbeat = true) => View(Scope with { Heartbeat = heartbeat });

    /// <summary>Returns a view whose calls have a timeout of their own, instead of <see cref="StackOneAtsClientOptions.TotalTimeout"/>.</summary>
    /// <param name="totalTimeout">
    /// The timeout of a whole call, including all attempts and the delays between them. Greater than zero, at most 24 hours. For a list, it is that
    /// of each page.
    /// </param>
    /// <remarks>
    /// Prefer it to a token that is canceled after a while: a call that times out throws <see cref="StackOneTimeoutException"/>, whose
    /// <see cref="StackOneException.OutcomeUnknown"/> says whether a write may have been processed. A canceled call does not.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="totalTimeout"/> is out of range.</exception>
    /// <example>
    /// <code>
    /// var order = await client.WithTotalTimeout(TimeSpan.FromSeconds(20)).Assessments.OrderAsync(request);
    /// </code>
    /// </example>
    public virtual StackOneAtsClient WithTotalTimeout(TimeSpan totalTimeout) => OptionsRules.IsTime(totalTimeout)
        ? View(Scope with { TotalTimeout = totalTimeout })
        : throw new ArgumentOutOfRangeException(nameof(totalTimeout), $"The timeout {OptionsRules.TimeRule}.");

    /// <summary>Returns a view that passes each call's final response, success or error, to a callback before the call returns or throws.</summary>
    /// <param name="observer">
    /// Called once per call, after the final response has been read completely (of a download, its headers; of a body that is too large, its
    /// beginning), on the thread that read it. Callbacks that the view already has are called first. The callback should not throw. If it does, an
    /// error response still throws the exception of its status, with the callback's exception as <see cref="Exception.InnerException"/>. A success
    /// throws a <see cref="StackOneException"/> with that inner exception: the result is lost, and <see cref="StackOneException.OutcomeUnknown"/> is
    /// set if the call was a write.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="observer"/> is null.</exception>
    /// <example>
    /// <code>
    /// var order = await client.OnResponse(info => requestId = info.RequestId).Assessments.OrderAsync(request);
    /// </code>
    /// </example>
    public virtual StackOneAtsClient OnResponse(Action<StackOneResponseInfo> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return View(Scope with { Observer = Scope.Observer + observer });
    }

    /// <summary>
    /// Ends the client: calls in progress and later ones throw <see cref="ObjectDisposedException"/>. Its connections are closed, unless they belong
    /// to an <c>IHttpClientFactory</c> or to a handler of yours that it must not dispose. Disposing a view does nothing. A service provider disposes
    /// the clients that it creates.
    /// </summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the resources of the client.</summary>
    /// <param name="disposing">Always <see langword="true"/>: there is no finalizer.</param>
    protected virtual void Dispose(bool disposing) => _owned?.Dispose();

    private StackOneAtsClient View(CallScope scope) => ReferenceEquals(Scope, CallScope.Mock) ? this : new(scope);

    private static StackOneAtsClientOptions Checked(StackOneAtsClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> errors = OptionsRules.Check(options);
        return errors.Count == 0 ? options : throw new ArgumentException(string.Join(" ", errors), nameof(options));
    }
}
