using System.Text;

namespace StackOne.Ats.Generator;

/// <summary>A folder that contains only generated files.</summary>
internal sealed class GeneratedFolder(string path)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Compares the folder with the expected files and describes each difference.</summary>
    public IReadOnlyList<string> Compare(IReadOnlyDictionary<string, string> expected)
    {
        List<string> differences = [];
        foreach (var (name, text) in expected)
        {
            string file = Path.Combine(path, name);
            if (!File.Exists(file))
            {
                differences.Add($"{name} is missing");
            }
            else if (!File.ReadAllBytes(file).AsSpan().SequenceEqual(Utf8.GetBytes(text)))
            {
                differences.Add($"{name} differs");
            }
        }

        differences.AddRange(Existing().Except(expected.Keys).Select(name => $"{name} is unexpected"));
        return differences;
    }

    public void Write(IReadOnlyDictionary<string, string> files)
    {
        foreach (string stale in Existing().Except(files.Keys))
        {
            File.Delete(Path.Combine(path, stale));
        }

        foreach (var (name, text) in files)
        {
            string file = Path.Combine(path, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text, Utf8);
        }
    }

    private IEnumerable<string> Existing() =>
        Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(path, file).Replace('\\', '/'))
                .Order(StringComparer.Ordinal)
            : [];
}
