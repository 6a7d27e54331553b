using System.Text.RegularExpressions;
using StackOne.Ats.Client.Tests.Conventions;

namespace StackOne.Ats.Docs.Tests;

/// <summary>A document that is read on the site and outside of it.</summary>
internal sealed partial class Guide
{
    private Guide(string source)
    {
        string text = Repository.Read(source).ReplaceLineEndings("\n");
        Source = source;
        Title = text[..text.IndexOf('\n', StringComparison.Ordinal)].TrimStart('#', ' ');
        ILookup<bool, string> blocks = Block().Matches(text)
            .ToLookup(match => match.Groups["language"].Value == "mermaid", match => match.Groups["code"].Value.TrimEnd());
        Code = [.. blocks[false]];
        Diagrams = blocks[true].Count();
    }

    /// <summary>The guides in docs, and the README.</summary>
    internal static string[] Sources { get; } =
    [
        "README.md",
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md").Select(file => $"docs/{Path.GetFileName(file)}"),
    ];

    internal string Source { get; }

    internal string Title { get; }

    /// <summary>The blocks of code, in order.</summary>
    internal string[] Code { get; }

    internal int Diagrams { get; }

    /// <summary>The path of the page.</summary>
    internal string Page => $"guides/{Path.GetFileNameWithoutExtension(Source)}.html";

    internal static Guide Read(string source) => new(source);

    [GeneratedRegex("^```(?<language>[a-z]*)\n(?<code>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
