using System.Globalization;
using SharpYaml;
using SharpYaml.Serialization;
using StackOne.Ats.Generator.Reading;

namespace StackOne.Ats.Generator;

/// <summary>A YAML file, in which the line of a place can be found.</summary>
internal sealed class SourceFile
{
    private readonly YamlNode? _root;

    private SourceFile(string name, string text, YamlNode? root) => (Name, Text, _root) = (name, text, root);

    public string Name { get; }

    public string Text { get; }

    /// <summary>The paths and the schemas in the components, with their lines.</summary>
    public IEnumerable<(string Name, int Line)> Definitions =>
        Entries(Find("paths")).Concat(Entries(Find("components", "schemas"))).Select(entry => (entry.Key, entry.Line));

    /// <summary>Reads a file. Reports YAML that cannot be read, with its line.</summary>
    public static SourceFile Parse(string name, string text, Problems problems)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException exception)
        {
            // An alias without an anchor has no position.
            string location = exception.Start.Index == 0 ? name : $"{name}:{exception.Start.Line + 1}";
            problems.Add($"The YAML cannot be read: {WithoutPosition(exception)}", location: location);
        }

        return new SourceFile(name, text, stream.Documents.FirstOrDefault()?.RootNode);
    }

    /// <summary>The message of a YAML parser. It begins with a position that is counted from 0.</summary>
    public static string WithoutPosition(YamlException exception) =>
        exception.Message[(exception.Message.LastIndexOf("): ", StringComparison.Ordinal) + 3)..];

    /// <summary>Finds the line of a place, or of the closest place around it.</summary>
    /// <param name="place">
    /// A JSON pointer, or as in names.yaml: an operation or a schema, and what is inside it, such as <c>Thing.it</c>.
    /// </param>
    /// <returns>The line, and how exact it is; 0 if the file does not have the place.</returns>
    public (int Line, int Depth) Locate(string place)
    {
        string[] tokens = [.. Tokens(place)];
        int line = 0;
        int depth = 0;
        YamlNode? node = _root;
        foreach (string token in tokens)
        {
            var (_, next, child) = Entries(node).FirstOrDefault(entry => entry.Key == token);
            if (child is null)
            {
                break;
            }

            (line, depth, node) = (next, depth + 1, child);
        }

        // Every file has paths and schemas, but only one has the path or the schema.
        int least = tokens[0] switch { "components" => 3, "paths" => 2, _ => 1 };
        return depth < least ? default : (line, depth);
    }

    private IEnumerable<string> Tokens(string place)
    {
        if (place.StartsWith("#/", StringComparison.Ordinal))
        {
            return place[2..].Split('/')
            .Select(token => token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
        }

        string[] names = place.Split('.');
        IEnumerable<string[]> operations =
            from path in Entries(Find("paths"))
            from method in Entries(path.Value)
            where Entries(method.Value).Any(entry => entry.Key == "operationId" && Scalar(entry.Value) == names[0])
            select (string[])["paths", path.Key, method.Key, "operationId"];
        return operations.FirstOrDefault()
            ?? ["components", "schemas", names[0], .. names.Skip(1).SelectMany(name => (string[])["properties", name])];
    }

    private YamlNode? Find(params ReadOnlySpan<string> keys)
    {
        YamlNode? node = _root;
        foreach (string key in keys)
        {
            node = Entries(node).FirstOrDefault(entry => entry.Key == key).Value;
        }

        return node;
    }

    /// <summary>The entries of a mapping, or the items of a sequence by their index.</summary>
    private static IEnumerable<(string Key, int Line, YamlNode Value)> Entries(YamlNode? node) => node switch
    {
        YamlMappingNode mapping => mapping.Select(entry => (Scalar(entry.Key) ?? "", entry.Key.Start.Line + 1, entry.Value)),
        YamlSequenceNode sequence => sequence.Select((item, index) => (index.ToString(CultureInfo.InvariantCulture), item.Start.Line + 1, item)),
        _ => [],
    };

    private static string? Scalar(YamlNode node) => (node as YamlScalarNode)?.Value;
}
