namespace StackOne.Ats.Generator;

/// <summary>A contract and the location of its generated code.</summary>
/// <param name="Contract">The path of the OpenAPI document. All paths are relative to the root of the repository.</param>
/// <param name="Assembly">The name of the assembly that the code is compiled into.</param>
/// <param name="Table">The file with the table of operations, if there is one.</param>
internal sealed record GenerationJob(
    string Contract,
    string Names,
    string Output,
    string RootNamespace,
    string Assembly,
    string? Table = null)
{
    /// <summary>The library, and the sample contract of the tests, which covers features that the library's contract does not use yet.</summary>
    public static IReadOnlyList<GenerationJob> All { get; } =
    [
        new(
            "src/StackOne.Ats.Generator/Contract/stackone-ats.openapi.yaml",
            "src/StackOne.Ats.Generator/Contract/names.yaml",
            "src/StackOne.Ats.Client/Generated",
            "StackOne.Ats.Client",
            "StackOne.Ats.Client",
            "README.md"),
        new(
            "tests/StackOne.Ats.Generator.Tests/SampleContract/sample.openapi.yaml",
            "tests/StackOne.Ats.Generator.Tests/SampleContract/names.yaml",
            "tests/StackOne.Ats.Generator.Tests/SampleContract/Generated",
            "StackOne.Ats.Generator.Tests.Sample",
            "StackOne.Ats.Generator.Tests"),
    ];

    /// <exception cref="Reading.GenerationException">The contract or the names are invalid.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public Generated Generate(string root) => CodeGenerator.Generate(
        ContractFiles.Read(Path.Combine(root, Contract)),
        File.ReadAllText(Path.Combine(root, Names)),
        RootNamespace,
        Assembly);

    public GeneratedFolder Folder(string root) => new(Path.Combine(root, Output));

    public GeneratedSection? Section(string root) => Table is null ? null : new(Path.Combine(root, Table));

    /// <returns>The closest parent folder that contains the solution; null if there is none.</returns>
    public static string? FindRoot(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "StackOne.Ats.Client.sln")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
