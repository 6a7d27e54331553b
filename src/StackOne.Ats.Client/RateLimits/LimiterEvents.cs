namespace StackOne.Ats.Client.RateLimits;

/// <summary>What is logged about the application's limiter. Each is called with the name of the operation.</summary>
/// <param name="LeaseFailed">A lease could not be returned.</param>
/// <param name="FailedOpen">The limiter has failed, and the attempt is sent without a permit.</param>
internal sealed record LimiterEvents(Action<string, Exception> LeaseFailed, Action<string, Exception> FailedOpen);
