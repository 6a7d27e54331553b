using System.Text.RegularExpressions;
using StackOne.Ats.Client.Generated;
using StackOne.Ats.Client.Tests.Conventions;

namespace StackOne.Ats.Client.Tests.Readme;

/// <summary>The README and the guides in docs: their C# is compiled and run, their links resolve, and what they quote is in the sources.</summary>
public partial class ReadmeTests
{
    private const string Readme = "README.md";

    /// <summary>The text of each document, by its path from the root.</summary>
    private static readonly Dictionary<string, string> Documents = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md")
        .Select(file => $"docs/{Path.GetFileName(file)}")
        .Prepend(Readme)
        .ToDictionary(path => path, path => Repository.Read(path).ReplaceLineEndings("\n"));

    /// <summary>The snippets of all test projects, which have a folder for them.</summary>
    private static readonly Dictionary<string, string> Regions = Repository.CSharpFiles("tests")
        .Where(file => file.Contains("/Readme/", StringComparison.Ordinal) && file.EndsWith("Snippets.cs", StringComparison.Ordinal))
        .SelectMany(file => Region().Matches(Repository.Read(file).ReplaceLineEndings("\n")))
        .ToDictionary(match => match.Groups["name"].Value, match => AsInTheReadme(match.Groups["code"].Value));

    /// <summary>The snippets of all documents: the name, and the C#.</summary>
    private static readonly (string Name, string Code)[] Snippets = [.. Documents.Values
        .SelectMany(text => Snippet().Matches(text))
        .Select(match => (match.Groups["name"].Value, match.Groups["code"].Value))];

    /// <summary>The source of each file of the packages, with messages as they are written, except that expressions are in braces.</summary>
    private static readonly string[] Messages = [.. Repository.CSharpFiles("src/StackOne.Ats.Client")
        .Concat(Repository.CSharpFiles("src/StackOne.Ats.Client.AspNetCore"))
        .Concat(Repository.CSharpFiles("src/StackOne.Ats.Client.Testing"))
        .Select(file => AsMessages(Repository.Read(file)))];

    public static TheoryData<string> Names { get; } = [.. Snippets.Select(snippet => snippet.Name).Distinct()];

    public static TheoryData<string> Paths { get; } = [.. Documents.Keys, "CONTRIBUTING.md", "SECURITY.md"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Snippet_InADocument_IsTheOneThatIsRun(string name) =>
        Assert.Equal(Regions[name], Assert.Single(Snippets, snippet => snippet.Name == name).Code);

    [Fact]
    public void CSharp_InTheDocuments_IsAllRun()
    {
        Assert.Equal(Documents.Values.Sum(text => text.Split("```csharp").Length - 1), Snippets.Length);
        Assert.Equal(Regions.Keys.Order(StringComparer.Ordinal), Snippets.Select(snippet => snippet.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Links_OfADocument_LeadSomewhere(string path)
    {
        string text = Repository.Read(path).ReplaceLineEndings("\n");
        Assert.All(Link().Matches(WithoutCode(text)).Select(match => match.Groups["target"].Value), target =>
        {
            if (target.StartsWith("https://", StringComparison.Ordinal))
            {
                return;
            }

            string[] parts = target.Split('#');
            string file = parts[0].Length == 0 ? path : Relative(path, parts[0]);
            Assert.True(File.Exists(Path.Combine(Repository.Root, file)), $"{path} links to {target}, which does not exist.");
            Assert.True(parts.Length == 1 || Anchors(file).Contains(parts[1]), $"{path} links to {target}, and {file} has no such heading.");
        });
    }

    /// <summary>The README is also read away from its repository, where relative links lead nowhere: it has the paths of the guides as code.</summary>
    [Fact]
    public void Guides_Each_AreInTheReadme()
    {
        string text = Documents[Readme];

        Assert.DoesNotMatch(@"\]\((?!#|https://)", WithoutCode(text));
        Assert.Equal(
            Documents.Keys.Where(path => path != Readme).Order(StringComparer.Ordinal),
            Guide().Matches(text).Select(match => match.Groups["path"].Value).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Readme_Length_IsThatOfAnIntroduction() =>
        Assert.InRange(Documents[Readme].Count(character => character == '\n'), 1, 300);

    /// <summary>Every exception has its row in the table, and every option too.</summary>
    [Fact]
    public void Tables_OfExceptionsAndOptions_AreWhole()
    {
        IEnumerable<string> exceptions = typeof(StackOneException).Assembly.GetExportedTypes()
            .Where(type => typeof(StackOneException).IsAssignableFrom(type))
            .Select(type => type.Name);
        IEnumerable<string> options = typeof(StackOneAtsClientOptions).GetProperties().Select(property => property.Name).Where(name => name != "Retry")
            .Concat(typeof(StackOneRetryOptions).GetProperties().Select(property => $"Retry.{property.Name}"));

        Assert.All(exceptions, name => Assert.Contains($"| `{name}` |", Documents["docs/errors.md"], StringComparison.Ordinal));
        Assert.All(options, name => Assert.Matches($@"\n\|[^|]*`{Regex.Escape(name)}`[^|]*\|", Documents["docs/options.md"]));
    }

    /// <summary>A quoted message has the mark in front of it. Braces and an ellipsis stand for what differs from call to call.</summary>
    [Fact]
    public void Messages_ThatAreQuoted_AreInTheSources()
    {
        string[] quotes = [.. Documents.Values.SelectMany(text => Quote().Matches(text)).Select(match => match.Groups["text"].Value)];

        Assert.NotEmpty(quotes);
        Assert.All(quotes, quote => Assert.True(Messages.Any(source => Has(source, quote)), $"No source has the message: {quote}"));
    }

    /// <summary>What is in quotation marks in the guide to troubleshooting is a message of the library.</summary>
    [Fact]
    public void Troubleshooting_EachQuote_IsMarked()
    {
        string text = Documents["docs/troubleshooting.md"];

        Assert.Equal(Quote().Count(text), text.Count(character => character == '"') / 2);
    }

    [Fact]
    public void Budgets_ThatAreNamed_AreThoseOfTheTests()
    {
        string tests = Repository.Read("tests/StackOne.Ats.Client.Tests/Pipeline/AllocationTests.cs");
        string[] budgets = [.. Documents.Values.SelectMany(text => Budget().Matches(text)).Select(match => match.Groups["bytes"].Value)];

        Assert.NotEmpty(budgets);
        Assert.All(budgets, bytes => Assert.Contains($"MeasureAsync({bytes.Replace(",", "", StringComparison.Ordinal)},", tests, StringComparison.Ordinal));
    }

    [Fact]
    public void Introduction_NumberOfOperations_IsThatOfTheContract()
    {
        int ats = Operations.All.Count(operation => operation.UrlTemplate.StartsWith("/unified/ats/", StringComparison.Ordinal));
        int platform = Operations.All.Count - ats;
        string package = Repository.Read("src/StackOne.Ats.Client/README.md").ReplaceLineEndings("\n");

        Assert.All([Documents[Readme], package], text =>
        {
            string readme = text.Replace("\n ", "", StringComparison.Ordinal);
            Assert.Contains($"All {ats} operations", readme, StringComparison.Ordinal);
            Assert.Contains($"the {platform} operations of StackOne's Platform API", readme, StringComparison.Ordinal);
        });
        Assert.Contains(
            $"The {ats} operations of StackOne's Unified ATS API and {platform} operations of its Platform API",
            Documents["docs/operations.md"],
            StringComparison.Ordinal);
    }

    private static string AsInTheReadme(string code)
    {
        string[] lines = [.. code.TrimEnd().Split('\n').Where(line => !line.EndsWith("// not in the README", StringComparison.Ordinal))];
        int indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Concat(lines.Select(line => (line.Length > indent ? line[indent..] : "") + "\n"));
    }

    /// <summary>Names instead of <c>nameof</c>, and the parts of a message that is written on several lines as one.</summary>
    private static string AsMessages(string source) =>
        Concatenation().Replace(NameOf().Replace(source.Replace("\\\"", "\"", StringComparison.Ordinal), "${name}"), "");

    /// <summary>Whether a source has a message. The pattern is slow: few sources have all its words.</summary>
    private static bool Has(string source, string quote)
    {
        string[] parts = Hole().Split(quote);
        return Array.TrueForAll(parts, part => source.Contains(part, StringComparison.Ordinal))
            && Regex.IsMatch(source, string.Join(@"(\{[^{}]*\}|[^""{}]*)", parts.Select(Regex.Escape)));
    }

    private static string WithoutCode(string text) => Code().Replace(text, "");

    /// <summary>The path from the root of a target that is relative to a document.</summary>
    private static string Relative(string path, string target) => Path.GetRelativePath(
        Repository.Root,
        Path.Combine(Repository.Root, Path.GetDirectoryName(path)!, target)).Replace('\\', '/');

    /// <summary>The anchors of a document's headings, as GitHub makes them.</summary>
    private static HashSet<string> Anchors(string file) =>
        [.. Heading().Matches(WithoutCode(Repository.Read(file).ReplaceLineEndings("\n"))).Select(match =>
            NotInAnAnchor().Replace(match.Groups["text"].Value.Trim(), "").ToLowerInvariant().Replace(' ', '-'))];

    [GeneratedRegex("<!-- snippet: (?<name>[a-z-]+) -->\n```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Snippet();

    [GeneratedRegex(" *#region (?<name>[a-z-]+)\n(?<code>.*?)#endregion", RegexOptions.Singleline)]
    private static partial Regex Region();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`(?<path>docs/[a-z-]+\\.md)`")]
    private static partial Regex Guide();

    [GeneratedRegex("<!-- message -->(\"(?<text>[^\"]+)\"|`(?<text>[^`]+)`)")]
    private static partial Regex Quote();

    [GeneratedRegex("<!-- budget -->(?<bytes>[0-9,]+) bytes")]
    private static partial Regex Budget();

    [GeneratedRegex(@"…|\{[^{}]*\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"\{nameof\((?:\w+\.)*(?<name>\w+)\)\}")]
    private static partial Regex NameOf();

    /// <summary>The end of a text, a plus sign and the beginning of the next text.</summary>
    [GeneratedRegex("\"\\s*\\+\\s*\\$?\"")]
    private static partial Regex Concatenation();

    [GeneratedRegex("^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Code();

    [GeneratedRegex("^#+ (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnAnchor();
}
