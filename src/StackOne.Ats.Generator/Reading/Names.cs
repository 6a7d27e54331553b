using SharpYaml;
using SharpYaml.Serialization;

namespace StackOne.Ats.Generator.Reading;

/// <summary>The content of names.yaml. It tracks which names are used, to report those that are not.</summary>
internal sealed class Names
{
    public const string Operations = "operations";
    public const string Types = "types";
    public const string Queries = "queries";
    public const string Members = "members";
    public const string Values = "values";
    public const string Groups = "groups";

    private static readonly string[] Sections = [Operations, Types, Queries, Members, Values, Groups];

    private readonly Dictionary<(string Section, string Key), (string Name, string Location)> _names = [];
    private readonly HashSet<(string Section, string Key)> _used = [];

    public static Names Parse(string yaml, Problems problems)
    {
        var names = new Names();
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            foreach (var (section, entries, location) in Entries(stream.Documents.FirstOrDefault()?.RootNode))
            {
                names.Add(section, entries, location, problems);
            }
        }
        catch (YamlException e)
        {
            problems.Add($"names.yaml is not readable YAML: {SourceFile.WithoutPosition(e)}", location: Location(e.Start));
            problems.ThrowIfAny();
        }

        return names;
    }

    public string? Find(string section, string key)
    {
        _used.Add((section, key));
        return _names.GetValueOrDefault((section, key)).Name;
    }

    public void ReportUnused(Problems problems)
    {
        foreach (var ((section, key), (_, location)) in _names.Where(name => !_used.Contains(name.Key)))
        {
            problems.Add(
                $"names.yaml has an unused entry '{key}' in '{section}': "
                + $"remove it, or correct it to the name in the contract.",
                location: location);
        }
    }

    private void Add(string section, YamlNode entries, string sectionLocation, Problems problems)
    {
        if (!Sections.Contains(section))
        {
            problems.Add(
                $"names.yaml has an unknown section '{section}'. The sections are {string.Join(", ", Sections)}.",
                location: sectionLocation);
            return;
        }

        foreach (var (key, value, location) in Entries(entries))
        {
            string name = (value as YamlScalarNode)?.Value ?? "";
            string[] parts = section == Operations ? name.Split('.') : [name];
            if (section is not (Values or Groups) && !parts.All(Identifiers.IsValid))
            {
                problems.Add(
                    $"names.yaml maps '{key}' in '{section}' to '{name}', which is not a valid C# name: "
                    + $"use a capital letter, followed by letters and digits.",
                    location: location);
            }
            else
            {
                _names[(section, key)] = (name, location);
            }
        }
    }

    private static IEnumerable<(string Key, YamlNode Value, string Location)> Entries(YamlNode? node) => node is YamlMappingNode map
        ? map.Select(entry => ((entry.Key as YamlScalarNode)?.Value ?? "", entry.Value, Location(entry.Key.Start)))
        : [];

    private static string Location(Mark start) => $"names.yaml:{start.Line + 1}";
}
