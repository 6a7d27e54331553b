namespace StackOne.Ats.Client.Testing;

/// <summary>An order that a recruiter has placed in the applicant tracking system: see <see cref="StackOneSandbox.OrderFromAts"/>.</summary>
public sealed class SandboxAtsOrder
{
    private readonly TaskCompletionSource<SandboxResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal SandboxAtsOrder(
        string accountId, string id, string packageId, string applicationId, string? candidateId, string? jobId, DateTimeOffset orderedAt)
    {
        AccountId = accountId;
        Id = id;
        PackageId = packageId;
        ApplicationId = applicationId;
        CandidateId = candidateId;
        JobId = jobId;
        OrderedAt = orderedAt;
    }

    /// <summary>The linked account of the recruiter's company.</summary>
    public string AccountId { get; }

    /// <summary>The id of the order, which its result is sent for.</summary>
    public string Id { get; }

    /// <summary>The package that was ordered.</summary>
    public string PackageId { get; }

    /// <summary>The application that it was ordered for.</summary>
    public string ApplicationId { get; }

    /// <summary>The candidate of the application; null if it has none.</summary>
    public string? CandidateId { get; }

    /// <summary>The job of the application; null if it has none.</summary>
    public string? JobId { get; }

    /// <summary>The time of the order, by the sandbox's clock.</summary>
    public DateTimeOffset OrderedAt { get; }

    /// <summary>Waits for the final result: see <see cref="SandboxResult.IsFinal"/>.</summary>
    /// <param name="timeout">How long to wait, by the system's clock.</param>
    /// <exception cref="TimeoutException">No final result has arrived.</exception>
    public Task<SandboxResult> ResultAsync(TimeSpan timeout) => _result.Task.WaitAsync(timeout);

    /// <summary>Returns the ids of the order and its account.</summary>
    public override string ToString() => $"Order {Id} of account {AccountId}";

    /// <summary>The order in which orders were placed.</summary>
    internal int Number { get; init; }

    internal void Complete(SandboxResult result) => _result.TrySetResult(result);
}
