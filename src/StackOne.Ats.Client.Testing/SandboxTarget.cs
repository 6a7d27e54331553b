using StackOne.Ats.Client.Testing.Hosting;

namespace StackOne.Ats.Client.Testing;

/// <summary>Requests to an operation, of an account, or both, whose answers are scripted. See <see cref="StackOneSandbox.On"/>.</summary>
/// <example>
/// <code>
/// sandbox.On(accountId: "account-2").Always(SandboxAnswer.Status(412));
/// sandbox.On("Offers.ListAsync").Always(SandboxAnswer.Status(501));
/// sandbox.On("Candidates.GetAsync", "account-1").Next(SandboxAnswer.Stall);
/// </code>
/// </example>
public sealed class SandboxTarget
{
    private readonly Script _script;
    private readonly string? _operation;
    private readonly string? _accountId;

    internal SandboxTarget(Script script, string? operation, string? accountId) => (_script, _operation, _accountId) = (script, operation, accountId);

    internal int Specificity => (_operation is null ? 0 : 1) + (_accountId is null ? 0 : 1);

    /// <summary>Scripts the answer to the next of these requests. Afterwards, they are answered as before.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="times">The number of requests that get it.</param>
    /// <returns>The same target, for chaining.</returns>
    /// <remarks>Answers are used in the order in which they were added, before standing ones. The client's retries count as requests.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="times"/> is less than one.</exception>
    public SandboxTarget Next(SandboxAnswer answer, int times = 1)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        _script.Add(this, answer, times);
        return this;
    }

    /// <summary>
    /// Sets the answer to all of these requests. It replaces a standing answer that was set for the same operation and account before.
    /// </summary>
    /// <param name="answer">The answer; <see cref="SandboxAnswer.Handle"/> to exempt an operation or account from a more general answer.</param>
    /// <returns>The same target, for chaining.</returns>
    /// <remarks>If several apply to a request, one for an operation and an account wins over one for either, and that over one for all
    /// requests.</remarks>
    public SandboxTarget Always(SandboxAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        _script.Add(this, answer, times: null);
        return this;
    }

    /// <summary>Removes what was scripted for the same operation and account.</summary>
    public void Clear() => _script.Clear(this);

    internal bool Matches(string operation, string accountId) => (_operation ?? operation) == operation && (_accountId ?? accountId) == accountId;

    internal bool IsSame(SandboxTarget other) => _operation == other._operation && _accountId == other._accountId;
}
