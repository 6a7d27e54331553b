using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using StackOne.Ats.Client.Diagnostics;
using StackOne.Ats.Client.Resilience;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>
/// One call on its way: what it is, and what became of its attempts so far. It travels in the request's options, so that no handler holds
/// state of its own, and is touched by one handler at a time.
/// </summary>
internal sealed class ApiCall(Operation operation, string accountId, bool heartbeat, Action<StackOneResponseInfo>? observer) : IBodyOwner
{
    internal const string OptionName = "StackOne.Ats.ApiCall";

    private static readonly HttpRequestOptionsKey<ApiCall> Key = new(OptionName);

    internal Operation Operation => operation;

    internal string AccountId => accountId;

    internal bool HeartbeatAsked => heartbeat;

    internal string? Prefer => heartbeat ? "heartbeat" : null;

    internal Action<StackOneResponseInfo>? Observer => observer;

    /// <summary>Whether the call changes something: what an unknown outcome is about.</summary>
    internal bool IsWrite { get; } = operation.Method is not ("GET" or "HEAD");

    /// <summary>Whether sending twice is the same as sending once (RFC 9110, section 9.2.2).</summary>
    internal bool IsIdempotent { get; } = operation.Method is not ("POST" or "PATCH");

    /// <summary>When the call began, as a timestamp of the pipeline's clock.</summary>
    internal long Started { get; set; }

    internal int Attempts { get; set; }

    internal AttemptOutcome LastOutcome { get; private set; }

    /// <summary>Whether an attempt so far may have been carried out. A later attempt's plain refusal does not undo it.</summary>
    internal bool OutcomeUnknown { get; private set; }

    /// <summary>What the attempt that is under way sends, if it sends a body.</summary>
    internal JsonRequestContent? Body { get; set; }

    /// <summary>How far the attempt that is under way has come.</summary>
    internal AttemptProgress Progress { get; set; }

    /// <summary>StackOne's id of the last attempt that it answered.</summary>
    internal string? RequestId { get; set; }

    /// <summary>The final response's status; 0 where there is none.</summary>
    internal int Status { get; set; }

    internal Activity? Activity { get; set; }

    /// <summary>To whom the end is reported; null once it has been.</summary>
    internal CallReporter? Reporter { get; set; }

    /// <summary>How long the last attempt's answer asked to wait.</summary>
    internal TimeSpan? RetryAfter { get; set; }

    /// <summary>The wait that was decided on before the next attempt.</summary>
    internal TimeSpan NextDelay { get; set; }

    /// <summary>The time limits of the attempt that is under way.</summary>
    internal AttemptDeadline? Deadline { get; set; }

    /// <summary>Whether anybody began to read the body of the attempt that has ended. From here on nobody can begin.</summary>
    /// <remarks>A request without a body shows no such trace: only where sending it twice does no harm does it count as unread.</remarks>
    internal bool WasBodyRead() => Body is null ? !IsIdempotent : !Body.TryWithdraw();

    /// <summary>Records what became of an attempt.</summary>
    internal void Settle(AttemptOutcome outcome)
    {
        LastOutcome = outcome;
        OutcomeUnknown |= IsWrite && outcome.LeavesOutcomeUnknown();
    }

    /// <summary>The end of a success.</summary>
    public void BodyRead() => TakeReporter()?.Succeeded(this);

    /// <summary>The end of a success whose caller went away before it could be read.</summary>
    public void BodyDropped() => Cancel();

    /// <summary>The end of a call that its caller cancelled.</summary>
    internal void Cancel() => TakeReporter()?.Canceled(this);

    /// <summary>The end of any other call.</summary>
    internal T Fail<T>(T failure)
        where T : StackOneException
    {
        TakeReporter()?.Failed(this, failure);
        return failure;
    }

    /// <summary>The end is reported once.</summary>
    private CallReporter? TakeReporter()
    {
        CallReporter? reporter = Reporter;
        Reporter = null;
        return reporter;
    }

    internal static ApiCall Of(HttpRequestMessage request) =>
        request.Options.TryGetValue(Key, out ApiCall? call) ? call : ThrowForeign();

    [DoesNotReturn]
    private static ApiCall ThrowForeign() =>
        throw new InvalidOperationException("This HttpClient is for StackOneAtsClient alone; the request was not made by it.");
}
