using System.Text;

namespace StackOne.Ats.Client.Testing;

/// <summary>A request that a <see cref="StackOneSandbox"/> received.</summary>
public sealed class SandboxRequest
{
    internal SandboxRequest(
        string? operation,
        string method,
        string path,
        IReadOnlyDictionary<string, string> query,
        IReadOnlyDictionary<string, string> headers,
        byte[] body,
        DateTimeOffset receivedAt)
    {
        Operation = operation;
        Method = method;
        Path = path;
        Query = query;
        Headers = headers;
        Body = body;
        ReceivedAt = receivedAt;
    }

    /// <summary>The method of the client that sends such a request, such as <c>Candidates.ListAsync</c>; null for an unknown path.</summary>
    public string? Operation { get; }

    /// <summary>The value of the header <c>x-account-id</c>; null if there is none.</summary>
    public string? AccountId => Headers.GetValueOrDefault("x-account-id");

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>The path, with its ids and without the query.</summary>
    public string Path { get; }

    /// <summary>The decoded parameters of the query. If one is set several times, its values are joined with commas.</summary>
    public IReadOnlyDictionary<string, string> Query { get; }

    /// <summary>The headers. Names are compared without regard to case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The body; empty if there is none.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>The status of the answer; null until it is sent, and if the answer was a stall or a lost connection.</summary>
    public int? Status { get; internal set; }

    /// <summary>The time at which the request arrived, by the sandbox's clock.</summary>
    public DateTimeOffset ReceivedAt { get; }

    /// <summary>Returns the method and the operation, and nothing of the query, the headers or the body.</summary>
    public override string ToString() => $"{Method} {Operation ?? "unknown"}";
}
