using StackOne.Ats.Client.Models;

namespace Worker._1;

/// <summary>Where the candidates go. Implement it with your database.</summary>
internal interface ICandidateStore
{
    /// <summary>Returns the progress of an account. A new account has an empty one.</summary>
    Task<Progress> LoadAsync(string accountId, CancellationToken cancellationToken);

    /// <summary>Saves the candidates of a page together with the progress, in one transaction.</summary>
    /// <remarks>A candidate can come again: update it by its id.</remarks>
    Task SaveAsync(string accountId, IReadOnlyList<Candidate> candidates, Progress progress, CancellationToken cancellationToken);
}
