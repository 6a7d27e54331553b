using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Benchmarks.Contenders;

/// <summary>One way to call the API. All send the same requests and deserialize the same responses.</summary>
internal abstract class Contender : IDisposable
{
    /// <summary>Orders an assessment.</summary>
    internal abstract Task OrderAsync(CancellationToken cancellationToken);

    /// <summary>Reads a page of candidates.</summary>
    internal abstract Task ListPageAsync(CancellationToken cancellationToken);

    /// <summary>The id of the order that <see cref="OrderAsync"/> returned.</summary>
    internal virtual string? OrderIdOf(Task order) => ((Task<AssessmentOrderResult>)order).Result.Id;

    /// <summary>How many candidates <see cref="ListPageAsync"/> returned.</summary>
    internal virtual int CountOf(Task page) => ((Task<CandidatePage>)page).Result.Data.Count;

    /// <summary>Called before calls are measured.</summary>
    internal virtual void Enter()
    {
    }

    /// <summary>Called after calls were measured.</summary>
    internal virtual void Leave()
    {
    }

    public abstract void Dispose();
}
