using System.Diagnostics;

namespace StackOne.Ats.Client.Testing;

/// <summary>What a <see cref="StackOneSandbox"/> sends to a vendor when it asks for packages.</summary>
public sealed class SandboxPackageRequest
{
    /// <summary>The linked account.</summary>
    public required string AccountId { get; init; }

    /// <summary>The applicant tracking system.</summary>
    /// <value>The default is <c>greenhouse</c>.</value>
    public string Provider { get; init; } = "greenhouse";

    /// <summary>The job that is ordered for; null to omit it, as most providers do.</summary>
    public string? JobId { get; init; }

    /// <summary>The secret that the request is signed with; null for a request without a signature.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? Secret { get; init; }

    /// <summary>The key in the header <c>Authorization: Basic</c>; null for a request without the header.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? Key { get; init; }
}
