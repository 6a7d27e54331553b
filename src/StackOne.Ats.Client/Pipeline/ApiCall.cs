using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using StackOne.Ats.Client.Diagnostics;
using StackOne.Ats.Client.Errors;
using StackOne.Ats.Client.Resilience;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>
/// The state of one call: its parameters and the results of its attempts so far. It is stored in the request's options, so that the
/// stages of the pipeline have no state of their own. <see cref="PipelineHandler"/> and <see cref="CallCompletion"/> write it.
/// </summary>
internal sealed class ApiCall(Operation operation, CallScope scope, CancellationToken cancellationToken)
{
    /// <summary>
    /// The option of the request that holds the call. Refit sets it on every request, to the name of its method, which nothing here reads. A key of
    /// its own would be the fourth, for which the dictionary of the options grows: 250 bytes of the 3,200 of a call.
    /// </summary>
    internal const string OptionName = "Refit.MethodName";

    private static readonly HttpRequestOptionsKey<ApiCall> Key = new(OptionName);

    internal Operation Operation => operation;

    /// <summary>Empty for a call without an account.</summary>
    internal string AccountId => operation.Account == AccountUse.None ? string.Empty : scope.AccountId ?? string.Empty;

    internal bool HeartbeatAsked => scope.Heartbeat && operation.TakesPrefer;

    internal string? Prefer => HeartbeatAsked ? "heartbeat" : null;

    internal TimeSpan TotalTimeout => scope.TotalTimeout;

    /// <summary>What must be left of the call for an attempt to be begun: a second, or less where the whole call has less than ten.</summary>
    internal TimeSpan MinAttempt => TimeSpan.FromTicks(Math.Min(TimeSpan.TicksPerSecond, TotalTimeout.Ticks / 10));

    internal HttpClient Http => scope.Http;

    internal CallReporter Reporter => scope.Reporter;

    internal Action<StackOneResponseInfo>? Observer => scope.Observer;

    /// <summary>The caller's token.</summary>
    internal CancellationToken CancellationToken => cancellationToken;

    /// <summary>Whether the call changes something. Only then can its outcome be unknown.</summary>
    internal bool IsWrite => operation.Method is not ("GET" or "HEAD");

    /// <summary>Whether sending twice is the same as sending once (RFC 9110, section 9.2.2).</summary>
    internal bool IsIdempotent => operation.Method is not ("POST" or "PATCH");

    /// <summary>When the call started, as a timestamp of the pipeline's clock.</summary>
    internal long Started { get; set; }

    /// <summary>The span of the call, if it is traced.</summary>
    internal Activity? Activity { get; set; }

    internal int Attempts { get; set; }

    internal AttemptOutcome LastOutcome { get; private set; }

    /// <summary>Whether an attempt so far may have been processed. A later attempt that is refused does not change that.</summary>
    internal bool OutcomeUnknown { get; private set; }

    /// <summary>The body that the current attempt sends, if any.</summary>
    internal JsonRequestContent? Body { get; set; }

    /// <summary>The progress of the current attempt.</summary>
    internal AttemptProgress Progress { get; set; }

    /// <summary>StackOne's request id of the last response.</summary>
    internal string? RequestId { get; set; }

    /// <summary>The status of the final response.</summary>
    internal int? Status { get; set; }

    internal CallFacts Facts => new(operation.Name, operation.Method, operation.UrlTemplate, AccountId.Length > 0 ? AccountId : null)
    {
        Attempts = Attempts,
        OutcomeUnknown = OutcomeUnknown,
        RequestId = RequestId,
        Status = Status,
    };

    /// <summary>Whether anything began to read the body of the attempt that has ended. After this, nothing can begin to.</summary>
    /// <remarks>A request without a body leaves no such evidence. All that must not be sent twice have one.</remarks>
    internal bool WasBodyRead() => Body?.TryWithdraw() == false;

    /// <summary>Records the outcome of an attempt.</summary>
    internal void Record(AttemptOutcome outcome)
    {
        LastOutcome = outcome;
        OutcomeUnknown |= IsWrite && outcome.LeavesOutcomeUnknown();
    }

    /// <summary>Records the outcome of an attempt that ends in an exception made of the facts.</summary>
    internal CallFacts FactsAfter(AttemptOutcome outcome)
    {
        Record(outcome);
        return Facts;
    }

    internal static void Attach(ApiCall call, HttpRequestMessage request) => request.Options.Set(Key, call);

    internal static ApiCall Of(HttpRequestMessage request) =>
        request.Options.TryGetValue(Key, out ApiCall? call) ? call : ThrowForeign();

    [DoesNotReturn]
    private static ApiCall ThrowForeign() =>
        throw new InvalidOperationException("This HttpClient sends only requests that StackOneAtsClient created.");
}
