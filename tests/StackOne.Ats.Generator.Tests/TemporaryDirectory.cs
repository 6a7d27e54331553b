namespace StackOne.Ats.Generator.Tests;

/// <summary>A directory of a test's own.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("stackone-generator-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
