using StackOne.Ats.Client.Pipeline;

namespace StackOne.Ats.Client;

/// <summary>
/// A client of StackOne's Unified ATS API: one API key, any number of linked accounts. It is immutable and safe to use from many threads;
/// make one and keep it.
/// </summary>
/// <remarks>
/// <para>
/// What varies from call to call is a view: <see cref="ForAccount"/>, <see cref="WithHeartbeat"/> and <see cref="OnResponse"/> each give
/// a cheap client over the same connections, which can be kept or made for one call.
/// </para>
/// <para>
/// Every method throws <see cref="StackOneException"/> or one derived from it when the call fails, <see cref="ArgumentException"/> for bad
/// input before anything is sent, and <see cref="OperationCanceledException"/> when its caller cancels.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// using var client = new StackOneAtsClient(new StackOneAtsClientOptions { ApiKey = key, AccountId = "45072196112816593343" });
/// AssessmentOrderResult order = await client.Assessments.OrderAsync(new AssessmentOrderRequest { /* ... */ });
/// </code>
/// </example>
public partial class StackOneAtsClient : IDisposable
{
    private readonly HttpClient? _owned;

    /// <summary>Makes a client with connections of its own. In an application with dependency injection, use <c>AddStackOneAts</c>.</summary>
    /// <param name="options">Credentials, limits and retries; read once, now.</param>
    /// <exception cref="ArgumentException">An option is missing or outside its range; the message names it.</exception>
    public StackOneAtsClient(StackOneAtsClientOptions options)
        : this(options, PipelineBuilder.CreatePrimaryHandler())
    {
    }

    /// <summary>Makes a client that sends through a handler of the application's: for a proxy, a client certificate, or a test.</summary>
    /// <param name="options">Credentials, limits and retries; read once, now.</param>
    /// <param name="handler">
    /// The innermost handler, disposed with the client. It should not follow redirects, since they would carry an account id and a
    /// candidate's data to another host, should never send a request twice, and should decompress responses if it asks for compressed ones.
    /// </param>
    /// <exception cref="ArgumentException">An option is missing or outside its range; the message names it.</exception>
    public StackOneAtsClient(StackOneAtsClientOptions options, HttpMessageHandler handler)
        : this(options, handler, PipelineServices.Default)
    {
    }

    internal StackOneAtsClient(StackOneAtsClientOptions options, HttpMessageHandler handler, PipelineServices services)
        : this(PipelineBuilder.CreateHttpClient(Checked(options), handler, services), options, services)
    {
    }

    /// <summary>The client over an <see cref="HttpClient"/> that has the pipeline in it already.</summary>
    internal StackOneAtsClient(HttpClient http, StackOneAtsClientOptions options, PipelineServices services)
    {
        _owned = http;
        // The pipeline has its own limits. This one would end the call as if the client had been disposed.
        http.Timeout = Timeout.InfiniteTimeSpan;
        var connection = new ApiConnection(http, new CallErrors(options.Snapshot(), services.Time));
        Scope = new CallScope(connection, options.AccountId, options.Heartbeat, observer: null);
    }

    /// <summary>For mocking: a client made this way has no connection. Override the groups; its views are itself.</summary>
    protected StackOneAtsClient() => Scope = CallScope.Mock;

    private StackOneAtsClient(CallScope scope) => Scope = scope;

    internal CallScope Scope { get; }

    /// <summary>A view whose calls act on another linked account.</summary>
    /// <param name="accountId">The account's id, as StackOne's dashboard or the accounts API gives it.</param>
    /// <exception cref="ArgumentNullException">The id is null.</exception>
    /// <exception cref="ArgumentException">The id is empty or not visible ASCII. It is refused as it is, never altered.</exception>
    public virtual StackOneAtsClient ForAccount(string accountId)
    {
        ArgumentNullException.ThrowIfNull(accountId);
        return HeaderValue.IsAccount(accountId)
            ? View(Scope.ForAccount(accountId))
            : throw new ArgumentException($"An account id {HeaderValue.AccountRule}.", nameof(accountId));
    }

    /// <summary>A view whose calls ask StackOne for heartbeats, or no longer do.</summary>
    /// <param name="heartbeat">Whether to ask. See <see cref="StackOneAtsClientOptions.Heartbeat"/>.</param>
    /// <remarks>Operations that the contract gives no <c>Prefer</c> header are called without it.</remarks>
    public virtual StackOneAtsClient WithHeartbeat(bool heartbeat = true) => View(Scope.WithHeartbeat(heartbeat));

    /// <summary>A view that shows each call's final response, success or error, to a callback before the call returns or throws.</summary>
    /// <param name="observer">
    /// Called once per call, when its final response has been read to the end, on the thread that read it and after any observer that the
    /// view had already. It should not throw: the call then ends with a <see cref="StackOneException"/>, and its result is lost.
    /// </param>
    /// <exception cref="ArgumentNullException">The observer is null.</exception>
    /// <example>
    /// <code>
    /// var order = await client.OnResponse(info => requestId = info.RequestId).Assessments.OrderAsync(request);
    /// </code>
    /// </example>
    public virtual StackOneAtsClient OnResponse(Action<StackOneResponseInfo> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return View(Scope.OnResponse(observer));
    }

    /// <summary>
    /// Closes the connections; calls that are under way end with <see cref="ObjectDisposedException"/>. A view has no connections of its
    /// own, so disposing one does nothing. A client from a service provider is disposed by it.
    /// </summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what the client holds.</summary>
    /// <param name="disposing">Always true: there is no finalizer.</param>
    protected virtual void Dispose(bool disposing) => _owned?.Dispose();

    private StackOneAtsClient View(CallScope scope) => Scope == CallScope.Mock ? this : new(scope);

    private static StackOneAtsClientOptions Checked(StackOneAtsClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> faults = OptionsRules.Check(options);
        return faults.Count == 0 ? options : throw new ArgumentException(string.Join(" ", faults), nameof(options));
    }
}
