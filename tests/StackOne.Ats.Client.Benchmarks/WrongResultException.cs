namespace StackOne.Ats.Client.Benchmarks;

/// <summary>A contender sent or returned something else than the others.</summary>
internal sealed class WrongResultException(string message) : Exception(message);
