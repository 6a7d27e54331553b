using StackOne.Ats.Generator.Reading;

namespace StackOne.Ats.Generator;

/// <summary>
/// Joins a contract that is split into files: the OpenAPI document, whose components end with the schemas, and one file per group, in the
/// folder <c>groups</c> beside it, with the paths and the schemas of that group.
/// </summary>
/// <remarks>The files are joined as text, so that a reference works across files and a duplicate is an error of the document.</remarks>
internal static class ContractFiles
{
    private const string Paths = "paths:";
    private const string Components = "components:";
    private const string Schemas = "  schemas:";

    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="GenerationException">A file of a group has anything but paths and schemas.</exception>
    public static string Read(string path)
    {
        string folder = Path.Combine(Path.GetDirectoryName(path)!, "groups");
        string[] groups = Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal)] : [];
        return Join(File.ReadAllText(path), [.. groups.Select(group => (Path.GetFileName(group), File.ReadAllText(group)))]);
    }

    /// <exception cref="GenerationException">A file of a group has anything but paths and schemas.</exception>
    public static string Join(string document, IReadOnlyList<(string Name, string Text)> groups)
    {
        if (groups.Count == 0)
        {
            return document;
        }

        var problems = new Problems();
        List<string> paths = [];
        List<string> schemas = [];
        foreach (var (name, text) in groups)
        {
            (List<string> Lines, string Indent)? section = null;
            foreach (string line in text.ReplaceLineEndings("\n").Split('\n'))
            {
                switch (line)
                {
                    case Paths:
                        section = (paths, "  ");
                        break;
                    case Components:
                        section = null;
                        break;
                    case Schemas when section is null:
                        section = (schemas, "    ");
                        break;
                    case ['#', ..]:
                        break;
                    case "":
                        // Kept, because it separates the paragraphs of a description.
                        section?.Lines.Add(line);
                        break;
                    case var _ when section is { } open && line.StartsWith(open.Indent, StringComparison.Ordinal):
                        open.Lines.Add(line);
                        break;
                    default:
                        problems.Add($"{name} may contain only paths and, in components, schemas. It contains: {line.Trim()}");
                        break;
                }
            }
        }

        problems.ThrowIfAny();
        return string.Join('\n', [document.TrimEnd(), .. schemas, Paths, .. paths, ""]);
    }
}
