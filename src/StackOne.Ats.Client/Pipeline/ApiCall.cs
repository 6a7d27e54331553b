using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using StackOne.Ats.Client.Diagnostics;
using StackOne.Ats.Client.Resilience;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>
/// The state of one call: its parameters and the results of its attempts so far. It is stored in the request's options, so that the
/// stages of the pipeline have no state of their own. One stage uses it at a time.
/// </summary>
internal sealed class ApiCall(Operation operation, CallScope scope, CancellationToken cancellationToken)
{
    /// <summary>
    /// The option of the request that holds the call. It is one that Refit sets itself, to the name of its method, which nothing reads: a fourth
    /// option would make the dictionary of the options grow, which costs 250 bytes a call.
    /// </summary>
    internal const string OptionName = "Refit.MethodName";

    private static readonly HttpRequestOptionsKey<ApiCall> Key = new(OptionName);

    // Short, so that all the small fields of a call are one word. There are at most 101 attempts, and a status has three digits.
    private short _attempts;
    private short _status;
    private bool _endReported;

    internal Operation Operation => operation;

    /// <summary>Empty for a call that needs no account, if none is set.</summary>
    internal string AccountId => scope.AccountId ?? string.Empty;

    internal bool HeartbeatAsked => scope.Heartbeat && operation.TakesPrefer;

    internal string? Prefer => HeartbeatAsked ? "heartbeat" : null;

    internal TimeSpan TotalTimeout => scope.TotalTimeout;

    /// <summary>What must be left of the call for an attempt to be begun: a second, or less where the whole call has less than ten.</summary>
    internal TimeSpan MinAttempt => TimeSpan.FromTicks(Math.Min(TimeSpan.TicksPerSecond, TotalTimeout.Ticks / 10));

    internal HttpClient Http => scope.Http;

    internal Action<StackOneResponseInfo>? Observer => scope.Observer;

    /// <summary>The caller's token.</summary>
    internal CancellationToken CancellationToken => cancellationToken;

    /// <summary>Whether the call changes something. Only then can its outcome be unknown.</summary>
    internal bool IsWrite => operation.Method is not ("GET" or "HEAD");

    /// <summary>Whether sending twice is the same as sending once (RFC 9110, section 9.2.2).</summary>
    internal bool IsIdempotent => operation.Method is not ("POST" or "PATCH");

    /// <summary>When the call started, as a timestamp of the pipeline's clock.</summary>
    internal long Started { get; set; }

    internal int Attempts
    {
        get => _attempts;
        set => _attempts = (short)value;
    }

    internal AttemptOutcome LastOutcome { get; private set; }

    /// <summary>Whether an attempt so far may have been processed. A later attempt that is refused does not change that.</summary>
    internal bool OutcomeUnknown { get; private set; }

    /// <summary>The body that the current attempt sends, if any.</summary>
    internal JsonRequestContent? Body { get; set; }

    /// <summary>The progress of the current attempt.</summary>
    internal AttemptProgress Progress { get; set; }

    /// <summary>StackOne's request id of the last response.</summary>
    internal string? RequestId { get; set; }

    /// <summary>The final response's status; 0 if there is none.</summary>
    internal int Status
    {
        get => _status;
        set => _status = (short)value;
    }

    internal Activity? Activity { get; set; }

    internal CallReporter Reporter => scope.Reporter;

    /// <summary>Whether anything began to read the body of the attempt that has ended. After this, nothing can begin to.</summary>
    /// <remarks>A request without a body leaves no such evidence: it counts as unread only if sending it twice does no harm.</remarks>
    internal bool WasBodyRead() => Body is null ? !IsIdempotent : !Body.TryWithdraw();

    /// <summary>Records the outcome of an attempt.</summary>
    internal void Settle(AttemptOutcome outcome)
    {
        LastOutcome = outcome;
        OutcomeUnknown |= IsWrite && outcome.LeavesOutcomeUnknown();
    }

    /// <summary>Reports a success.</summary>
    /// <param name="unexpectedValues">The JSON paths of the values that did not fit their members.</param>
    internal void Succeed(IReadOnlyList<string> unexpectedValues) => TakeReporter()?.Succeeded(this, unexpectedValues);

    /// <summary>Reports a cancellation.</summary>
    internal void Cancel() => TakeReporter()?.Canceled(this);

    /// <summary>Reports a failure, and returns its exception.</summary>
    internal T Fail<T>(T failure)
        where T : StackOneException
    {
        TakeReporter()?.Failed(this, failure);
        return failure;
    }

    /// <summary>The reporter on the first call, then null: the end is reported once.</summary>
    private CallReporter? TakeReporter()
    {
        CallReporter? reporter = _endReported ? null : Reporter;
        _endReported = true;
        return reporter;
    }

    internal static void Attach(ApiCall call, HttpRequestMessage request) => request.Options.Set(Key, call);

    internal static ApiCall Of(HttpRequestMessage request) =>
        request.Options.TryGetValue(Key, out ApiCall? call) ? call : ThrowForeign();

    [DoesNotReturn]
    private static ApiCall ThrowForeign() =>
        throw new InvalidOperationException("This HttpClient sends only requests that StackOneAtsClient created.");
}
