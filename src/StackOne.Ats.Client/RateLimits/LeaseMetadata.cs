using System.Threading.RateLimiting;

namespace StackOne.Ats.Client.RateLimits;

/// <summary>Reads what a limiter says about a refused permit.</summary>
internal static class LeaseMetadata
{
    /// <summary>The name in the package RedisRateLimiting, whose value is a number of whole seconds, rounded down.</summary>
    private const string RedisRetryAfter = "RATELIMIT_RETRYAFTER";

    /// <summary>When to ask again; null if the limiter does not say.</summary>
    internal static TimeSpan? RetryAfter(RateLimitLease lease)
    {
        if (lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan after))
        {
            return NotNegative(after);
        }

        return lease.TryGetMetadata(RedisRetryAfter, out object? value) && value is int seconds ? NotNegative(TimeSpan.FromSeconds(seconds)) : null;
    }

    private static TimeSpan NotNegative(TimeSpan value) => value < TimeSpan.Zero ? TimeSpan.Zero : value;
}
