using System.Text.Json.Nodes;

namespace StackOne.Ats.Client.AspNetCore;

/// <summary>What StackOne sends when a recruiter opens the list of packages. Any member can be null.</summary>
public sealed record PackageListRequest
{
    /// <summary>The linked account of the recruiter's company.</summary>
    public string? AccountId { get; init; }

    /// <summary>The applicant tracking system, such as <c>greenhouse</c>.</summary>
    public string? Provider { get; init; }

    /// <summary>The job that an assessment is ordered for. Only some providers send it.</summary>
    public string? JobId { get; init; }

    /// <summary>The JSON object as it arrived, with all its members, also those that this version does not know.</summary>
    public JsonObject? Json { get; init; }

    /// <summary>Returns the name of the type only.</summary>
    public override string ToString() => nameof(PackageListRequest);
}
