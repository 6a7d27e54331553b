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
    public static string Read(string path)
    {
        string folder = Path.Combine(Path.GetDirectoryName(path)!, "groups");
        string[] groups = Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal)] : [];
        return Join(File.ReadAllText(path), [.. groups.Select(group => (Path.GetFileName(group), File.ReadAllText(group)))]);
    }

    /// <exception cref="IOException">A file of a group has anything but paths and schemas.</exception>
    public static string Join(string document, IReadOnlyList<(string Name, string Text)> groups)
    {
        if (groups.Count == 0)
        {
            return document;
        }

        List<string> paths = [];
        List<string> schemas = [];
        foreach (var (name, text) in groups)
        {
            List<string>? section = null;
            foreach (string line in text.ReplaceLineEndings("\n").Split('\n'))
            {
                section = line switch
                {
                    Paths => paths,
                    Schemas => schemas,
                    Components => null,
                    "" or ['#', ..] or [' ', ..] => section,
                    _ => throw new IOException($"{name} may have only {Paths} and {Components} with schemas, but has: {line}"),
                };
                if (line.StartsWith("  ", StringComparison.Ordinal) && line != Schemas)
                {
                    (section ?? throw new IOException($"{name} has a line outside of paths and schemas: {line}")).Add(line);
                }
            }
        }

        return string.Join('\n', [document.TrimEnd(), .. schemas, Paths, .. paths, ""]);
    }
}
