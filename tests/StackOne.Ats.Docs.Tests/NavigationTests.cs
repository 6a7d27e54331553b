using System.Text.RegularExpressions;
using StackOne.Ats.Client.Tests.Conventions;

namespace StackOne.Ats.Docs.Tests;

/// <summary>A guide that is added is not forgotten.</summary>
public sealed partial class NavigationTests
{
    public static TheoryData<string> Guides { get; } = [.. Guide.Sources];

    [Theory]
    [MemberData(nameof(Guides))]
    public void Guide_InTheNavigation_IsNamedOnce(string source) =>
        Assert.Single(Link().Matches(Repository.Read("docs", "toc.yml")), link => Target("docs", link.Groups["target"].Value) == source);

    [Theory]
    [MemberData(nameof(Guides))]
    public void Guide_OnTheFirstPage_IsNamed(string source) => Assert.Contains(
        MarkdownLink().Matches(Repository.Read("docs", "site", "index.md")),
        link => Target("docs/site", link.Groups["target"].Value) == source);

    /// <summary>That of the README is compiled and run.</summary>
    [Fact]
    public void FirstPage_Code_IsThatOfTheReadme()
    {
        string[] code = Guide.Read("docs/site/index.md").Code;

        Assert.NotEmpty(code);
        Assert.All(code, block => Assert.Contains(block, Repository.Read("README.md"), StringComparison.Ordinal));
    }

    private static string Target(string folder, string link) =>
        Path.GetRelativePath(Repository.Root, Path.Combine(Repository.Root, folder, link)).Replace('\\', '/');

    [GeneratedRegex("href: (?<target>[^ \n]+)")]
    private static partial Regex Link();

    [GeneratedRegex("""(\]\(|href=")(?<target>[^)"]+)""")]
    private static partial Regex MarkdownLink();
}
