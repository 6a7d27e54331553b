using StackOne.Ats.Client.Models;

namespace Vendor._1;

/// <summary>What you offer. Recruiters choose from it in their applicant tracking system.</summary>
internal sealed class Catalogue
{
    internal IReadOnlyList<AssessmentPackage> Packages { get; } =
    [
        new() { Id = "sql", Name = "SQL basics", Description = "Six tasks in 60 minutes." },
        new() { Id = "csharp", Name = "C# for services", Description = "Four tasks in 90 minutes." },
    ];
}
