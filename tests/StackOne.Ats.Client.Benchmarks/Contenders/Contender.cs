using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Benchmarks.Contenders;

/// <summary>One way to call the API. All send the same requests and deserialize the same responses.</summary>
/// <param name="name">The name in tables.</param>
internal abstract class Contender(string name) : IDisposable
{
    internal string Name => name;

    /// <summary>Orders an assessment.</summary>
    /// <returns>The task of the contender's own API, so that nothing is added to its cost.</returns>
    internal abstract Task OrderAsync(CancellationToken cancellationToken);

    /// <summary>Reads a page of candidates.</summary>
    /// <returns>The task of the contender's own API.</returns>
    internal abstract Task ListPageAsync(CancellationToken cancellationToken);

    /// <summary>What a completed task of <see cref="OrderAsync"/> or <see cref="ListPageAsync"/> returned, for the check.</summary>
    internal virtual string Describe(Task completed) => completed switch
    {
        Task<AssessmentOrderResult> order => Payloads.Describe(order.Result.Id, order.Result.RemoteId, order.Result.TestUrl),
        Task<CandidatePage> page => Describe(page.Result.Data),
        Task<IReadOnlyList<Candidate>> items => Describe(items.Result),
        _ => throw new WrongResultException($"{name}: the result is a {completed.GetType()}."),
    };

    /// <summary>Called before calls are measured.</summary>
    internal virtual void Enter()
    {
    }

    /// <summary>Called after calls were measured.</summary>
    internal virtual void Leave()
    {
    }

    public abstract void Dispose();

    private static string Describe(IReadOnlyList<Candidate> candidates)
    {
        Candidate last = candidates[^1];
        return Payloads.Describe(
            candidates.Count,
            last.Id,
            last.Emails?[0].Value,
            last.PhoneNumbers?[0].Phone,
            last.CustomFields?[1].Name,
            last.UpdatedAt);
    }
}
