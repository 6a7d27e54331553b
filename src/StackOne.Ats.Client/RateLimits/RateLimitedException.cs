namespace StackOne.Ats.Client.RateLimits;

/// <summary>The exception thrown when an attempt may not be sent in time. It never leaves the pipeline.</summary>
internal sealed class RateLimitedException(TimeSpan? retryAfter) : Exception
{
    internal TimeSpan? RetryAfter => retryAfter;
}
