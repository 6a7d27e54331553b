using System.Text.RegularExpressions;
using StackOne.Ats.Client.Generated;
using StackOne.Ats.Client.Tests.Conventions;

namespace StackOne.Ats.Client.Tests.Readme;

public partial class ReadmeTests
{
    private static readonly string Readme = Repository.Read("README.md").ReplaceLineEndings("\n");

    private static readonly Dictionary<string, string> Regions = Repository.CSharpFiles("tests/StackOne.Ats.Client.Tests/Readme")
        .Where(file => file.EndsWith("Snippets.cs", StringComparison.Ordinal))
        .SelectMany(file => Region().Matches(Repository.Read(file).ReplaceLineEndings("\n")))
        .ToDictionary(match => match.Groups["name"].Value, match => AsInTheReadme(match.Groups["code"].Value));

    public static TheoryData<string> Names { get; } = [.. Snippet().Matches(Readme).Select(match => match.Groups["name"].Value)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Snippet_InTheReadme_IsTheOneThatIsRun(string name) => Assert.Equal(
        Regions[name],
        Snippet().Matches(Readme).Single(match => match.Groups["name"].Value == name).Groups["code"].Value);

    [Fact]
    public void CSharp_InTheReadme_IsAllRun()
    {
        Assert.Equal(Readme.Split("```csharp").Length - 1, Names.Count);
        Assert.Equal(Regions.Keys.Order(StringComparer.Ordinal), Names.Select(row => row.Data).Order(StringComparer.Ordinal));
    }

    /// <summary>Every exception has its row in the table, and every option too.</summary>
    [Fact]
    public void Tables_OfExceptionsAndOptions_AreWhole()
    {
        IEnumerable<string> exceptions = typeof(StackOneException).Assembly.GetExportedTypes()
            .Where(type => typeof(StackOneException).IsAssignableFrom(type))
            .Select(type => type.Name);
        IEnumerable<string> options = typeof(StackOneAtsClientOptions).GetProperties().Select(property => property.Name).Where(name => name != "Retry")
            .Concat(typeof(StackOneRetryOptions).GetProperties().Select(property => $"Retry.{property.Name}"));

        Assert.All([.. exceptions, .. options], name => Assert.Contains($"`{name}`", Readme, StringComparison.Ordinal));
    }

    [Fact]
    public void Introduction_NumberOfOperations_IsThatOfTheContract() =>
        Assert.Contains($"All [{Operations.All.Count} operations](#operations)", Readme, StringComparison.Ordinal);

    private static string AsInTheReadme(string code)
    {
        string[] lines = [.. code.TrimEnd().Split('\n').Where(line => !line.EndsWith("// not in the README", StringComparison.Ordinal))];
        int indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Concat(lines.Select(line => (line.Length > indent ? line[indent..] : "") + "\n"));
    }

    [GeneratedRegex("<!-- snippet: (?<name>[a-z-]+) -->\n```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Snippet();

    [GeneratedRegex(" *#region (?<name>[a-z-]+)\n(?<code>.*?)#endregion", RegexOptions.Singleline)]
    private static partial Regex Region();
}
