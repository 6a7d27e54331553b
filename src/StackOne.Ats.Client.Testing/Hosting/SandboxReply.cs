namespace StackOne.Ats.Client.Testing.Hosting;

/// <summary>The final response to a request.</summary>
/// <param name="Status">The status; ignored if heartbeats have already sent one.</param>
/// <param name="Body">The body; null for an error body in the contract's format, with the current time.</param>
/// <param name="RetryAfter">The header; ignored if heartbeats have already sent the headers.</param>
internal sealed record SandboxReply(int Status, byte[]? Body, string? RetryAfter = null)
{
    internal string ContentType { get; init; } = "application/json";

    internal string? ContentDisposition { get; init; }

    /// <summary>More headers; ignored if heartbeats have already sent the headers.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
}
