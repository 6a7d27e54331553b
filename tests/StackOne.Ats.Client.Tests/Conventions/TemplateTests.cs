using System.Xml.Linq;

namespace StackOne.Ats.Client.Tests.Conventions;

/// <summary>The templates, which no build of the repository sees. <c>.ci/templates</c> builds what they create.</summary>
public class TemplateTests
{
    /// <summary>Who creates a project gets the versions that the repository itself is tested with.</summary>
    [Fact]
    public void Packages_OfTheTemplates_HaveTheVersionsOfTheRepository()
    {
        var versions = Elements("Directory.Packages.props", "PackageVersion").ToDictionary(package => package.Name, package => package.Version);
        (string Name, string? Version)[] references = [.. Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "src/StackOne.Ats.Templates/templates"), "*.csproj", SearchOption.AllDirectories)
            .SelectMany(file => Elements(Path.GetRelativePath(Repository.Root, file), "PackageReference"))];

        Assert.Contains(references, reference => reference.Name == "xunit.v3");
        // The package of the templates has its own version in place of the word.
        Assert.All(references, reference => Assert.Equal(
            reference.Name.StartsWith("StackOne.Ats.", StringComparison.Ordinal) ? "{version}" : versions[reference.Name],
            reference.Version));
    }

    private static IEnumerable<(string Name, string? Version)> Elements(string file, string name) =>
        XDocument.Parse(Repository.Read(file)).Descendants(name)
            .Select(element => (element.Attribute("Include")!.Value, element.Attribute("Version")?.Value));
}
