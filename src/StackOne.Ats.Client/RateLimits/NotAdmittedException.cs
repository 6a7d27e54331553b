namespace StackOne.Ats.Client.RateLimits;

/// <summary>The exception thrown when an attempt may not be sent. It never leaves the pipeline.</summary>
/// <param name="retryAfter">How long it would have to wait; null if that is not known.</param>
/// <param name="inner">What the application's limiter threw, if it failed.</param>
internal sealed class NotAdmittedException(TimeSpan? retryAfter, Exception? inner = null) : Exception(null, inner)
{
    internal TimeSpan? RetryAfter => retryAfter;
}
