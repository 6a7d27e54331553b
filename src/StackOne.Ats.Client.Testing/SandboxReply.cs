namespace StackOne.Ats.Client.Testing;

/// <summary>What goes over the wire at the end of a request.</summary>
/// <param name="Status">The status, unless heartbeats have sent theirs.</param>
/// <param name="Body">The body; null for the contract's error body, which has the time that it was sent in it.</param>
/// <param name="RetryAfter">The header, unless heartbeats have sent theirs.</param>
internal sealed record SandboxReply(int Status, string? Body, string? RetryAfter = null);
