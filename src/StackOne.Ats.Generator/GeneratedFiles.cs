using System.Text;

namespace StackOne.Ats.Generator;

/// <summary>The generated files of a repository: those in a folder that contains nothing else, and those outside it.</summary>
/// <param name="folder">The folder, relative to the root, as are the names of all files.</param>
internal sealed class GeneratedFiles(string root, string folder)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Compares the files with the expected ones and describes each difference.</summary>
    public IReadOnlyList<string> Compare(IReadOnlyDictionary<string, string> expected)
    {
        List<string> differences = [];
        foreach (var (name, text) in expected)
        {
            string file = Path.Combine(root, name);
            if (!File.Exists(file))
            {
                differences.Add($"{name} is missing");
            }
            else if (!File.ReadAllBytes(file).AsSpan().SequenceEqual(Utf8.GetBytes(text)))
            {
                differences.Add($"{name} differs");
            }
        }

        differences.AddRange(InFolder().Except(expected.Keys).Select(name => $"{name} is unexpected"));
        return differences;
    }

    public void Write(IReadOnlyDictionary<string, string> files)
    {
        foreach (string stale in InFolder().Except(files.Keys))
        {
            File.Delete(Path.Combine(root, stale));
        }

        foreach (var (name, text) in files)
        {
            string file = Path.Combine(root, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text, Utf8);
        }
    }

    private IEnumerable<string> InFolder()
    {
        string path = Path.Combine(root, folder);
        return Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
                .Order(StringComparer.Ordinal)
            : [];
    }
}
