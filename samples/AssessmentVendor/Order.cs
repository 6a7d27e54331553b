using System.ComponentModel.DataAnnotations;
using StackOne.Ats.Client.Models;

namespace AssessmentVendor;

/// <summary>What has happened to an order. It goes from one state to the next, or to <see cref="Failed"/>, which a person has to look at.</summary>
internal enum OrderState
{
    Received,
    Invited,
    Completed,
    Reported,
    Failed,
}

/// <summary>An order, and what is left to do with it.</summary>
internal sealed class Order
{
    internal const int MaxScore = 100;

    public int Number { get; private set; }

    public required string AccountId { get; init; }

    public required string OrderId { get; init; }

    public string? CandidateId { get; init; }

    public string? ApplicationId { get; init; }

    public string? JobId { get; init; }

    public string? PackageId { get; init; }

    /// <summary>What the vendor's people need of the candidate and the job. The rest is read again when it is needed.</summary>
    public string? CandidateName { get; set; }

    public string? JobTitle { get; set; }

    public OrderState State { get; set; }

    /// <summary>The result as StackOne spells it: passed, failed or cancelled.</summary>
    public string? Result { get; private set; }

    public int? Score { get; private set; }

    public DateTime ReceivedAt { get; init; } = DateTime.UtcNow;

    public DateTime? InvitedAt { get; set; }

    public DateTime? CompletedAt { get; private set; }

    /// <summary>When a worker has to look at it; null if it waits for a person. While one does, this is when it counts as crashed.</summary>
    public DateTime? DueAt { get; set; } = DateTime.UtcNow;

    /// <summary>The attempts at the next step that have failed, and why the last one did.</summary>
    public int Attempts { get; set; }

    public string? Problem { get; set; }

    /// <summary>Changed by each update: of two at the same time, the second one finds no row.</summary>
    [ConcurrencyCheck]
    public int Version { get; set; }

    internal static Order From(AssessmentOrderEvent received) => new()
    {
        // An order that lacks an id fails, and is seen. It must not be taken for another one.
        AccountId = Text(received.AccountId) ?? string.Empty,
        OrderId = Text(received.RecordId) ?? Text(received.Order?.Id) ?? received.DeduplicationKey,
        CandidateId = Text(received.Order?.Candidate?.Id),
        ApplicationId = Text(received.Order?.Application?.Id),
        JobId = Text(received.Order?.Job?.Id),
        PackageId = Text(received.Order?.Package?.Id),
    };

    internal void Complete(ResultStatusValue result, int? score)
    {
        (State, Result, Score, CompletedAt) = (OrderState.Completed, result.Value, score, DateTime.UtcNow);
        DueAt = CompletedAt;
    }

    internal void TryAgain() => (State, DueAt) = (Result is null ? OrderState.Received : OrderState.Completed, DateTime.UtcNow);

    /// <summary>PostgreSQL cannot store the character U+0000.</summary>
    internal static string? Text(string? value) => value?.Replace("\0", "", StringComparison.Ordinal) is { Length: > 0 } text ? text : null;
}
