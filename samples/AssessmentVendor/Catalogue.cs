using StackOne.Ats.Client.Models;

namespace AssessmentVendor;

/// <summary>What the vendor offers. A recruiter chooses from it in the applicant tracking system.</summary>
internal sealed class Catalogue
{
    internal IReadOnlyList<AssessmentPackage> Packages { get; } =
    [
        new() { Id = "sql", Name = "SQL and data modelling", Description = "Six tasks in 60 minutes." },
        new() { Id = "csharp", Name = "C# for services", Description = "Four tasks in 90 minutes." },
        new() { Id = "writing", Name = "Writing for customers", Description = "Three short texts in 45 minutes." },
    ];

    internal string? NameOf(string? packageId) => Packages.FirstOrDefault(package => package.Id == packageId)?.Name ?? packageId;
}
