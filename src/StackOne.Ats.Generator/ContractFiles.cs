using StackOne.Ats.Generator.Reading;

namespace StackOne.Ats.Generator;

/// <summary>
/// A contract that is split into files: the OpenAPI document, whose components end with the schemas, and one file per group, in the folder
/// <c>groups</c> beside it, with the paths and the schemas of that group.
/// </summary>
/// <remarks>The files are joined as text, so that a reference works across files.</remarks>
internal sealed class ContractFiles
{
    private const string Paths = "paths:";
    private const string Components = "components:";
    private const string Schemas = "  schemas:";

    private readonly IReadOnlyList<SourceFile> _files;

    private ContractFiles(IReadOnlyList<SourceFile> files, string text) => (_files, Text) = (files, text);

    /// <summary>The contract as one document.</summary>
    public string Text { get; }

    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="GenerationException">A file is not YAML, a group has anything but paths and schemas, or two files have the same.</exception>
    public static ContractFiles Read(string path)
    {
        string folder = Path.Combine(Path.GetDirectoryName(path)!, "groups");
        string[] groups = Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal)] : [];
        return Join(
            (Path.GetFileName(path), File.ReadAllText(path)),
            [.. groups.Select(group => ($"groups/{Path.GetFileName(group)}", File.ReadAllText(group)))]);
    }

    /// <exception cref="GenerationException">A file is not YAML, a group has anything but paths and schemas, or two files have the same.</exception>
    public static ContractFiles Join((string Name, string Text) document, IReadOnlyList<(string Name, string Text)> groups)
    {
        var problems = new Problems();
        SourceFile[] files = [.. groups.Prepend(document).Select(file => SourceFile.Parse(file.Name, file.Text, problems))];
        foreach (var same in files.SelectMany(file => file.Definitions, (file, one) => (file, one.Name, one.Line)).GroupBy(one => one.Name))
        {
            var (first, _, _) = same.First();
            foreach (var (file, name, line) in same.Skip(1))
            {
                problems.Add($"'{name}' is already in {first.Name}.", location: $"{file.Name}:{line}");
            }
        }

        string text = files.Length == 1 ? document.Text : Join(files, problems);
        problems.ThrowIfAny();
        return new ContractFiles(files, text);
    }

    /// <summary>The file and the line of a place, or of the closest place around it, as <c>file:line</c>; null if there is none.</summary>
    /// <param name="place">A JSON pointer or, as in names.yaml, an operation or a schema and what is inside it.</param>
    public string? Locate(string place)
    {
        var (name, found) = _files.Select(file => (file.Name, Found: file.Locate(place))).MaxBy(one => one.Found.Depth);
        return found.Depth == 0 ? null : $"{name}:{found.Line}";
    }

    private static string Join(SourceFile[] files, Problems problems)
    {
        List<string> paths = [];
        List<string> schemas = [];
        foreach (SourceFile file in files.Skip(1))
        {
            (List<string> Lines, string Indent)? section = null;
            int number = 0;
            foreach (string line in file.Text.ReplaceLineEndings("\n").Split('\n'))
            {
                number++;
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
                        problems.Add(
                            $"A group may contain only paths and, in components, schemas. It contains: {line.Trim()}",
                            location: $"{file.Name}:{number}");
                        break;
                }
            }
        }

        return string.Join('\n', [files[0].Text.TrimEnd(), .. schemas, Paths, .. paths, ""]);
    }
}
