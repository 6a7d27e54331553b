using StackOne.Ats.Client.Resilience;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>The result of an attempt: a response, success or error, or why there is none.</summary>
/// <param name="Response">The response, if there is one.</param>
/// <param name="Body">Its body; null for a download.</param>
/// <param name="Failure">Why there is no response.</param>
internal readonly record struct AttemptResult(HttpResponseMessage? Response, PooledBody? Body, AttemptFailure? Failure) : IDisposable
{
    /// <summary>Why a success cannot be used, although it was received; null if it can.</summary>
    internal string? Fault { get; init; }

    /// <summary>The wait that the response asks for, if its status is one that a retry may follow.</summary>
    internal TimeSpan? RetryAfter { get; init; }

    /// <summary>When the call is to be retried; null if it is not.</summary>
    internal TimeSpan? RetryDelay { get; init; }

    /// <summary>Disposes the response. Polly does so before it retries.</summary>
    public void Dispose() => Response?.Dispose();
}
