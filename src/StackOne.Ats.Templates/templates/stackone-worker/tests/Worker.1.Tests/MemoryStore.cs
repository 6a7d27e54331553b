using System.Collections.Concurrent;
using StackOne.Ats.Client.Models;

namespace Worker._1.Tests;

/// <summary>Keeps what the worker saves.</summary>
internal sealed class MemoryStore : ICandidateStore
{
    private readonly ConcurrentDictionary<string, Progress> _progress = new();

    /// <summary>The account and the id of each candidate, in the order in which they were saved.</summary>
    internal ConcurrentQueue<(string AccountId, string? CandidateId)> Saved { get; } = new();

    public Task<Progress> LoadAsync(string accountId, CancellationToken cancellationToken) =>
        Task.FromResult(_progress.GetValueOrDefault(accountId) ?? new Progress());

    public Task SaveAsync(string accountId, IReadOnlyList<Candidate> candidates, Progress progress, CancellationToken cancellationToken)
    {
        _progress[accountId] = progress;
        foreach (Candidate candidate in candidates)
        {
            Saved.Enqueue((accountId, candidate.Id));
        }

        return Task.CompletedTask;
    }
}
