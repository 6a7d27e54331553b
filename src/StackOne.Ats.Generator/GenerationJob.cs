using StackOne.Ats.Generator.Emitting;
using StackOne.Ats.Generator.Model;
using StackOne.Ats.Generator.Reading;

namespace StackOne.Ats.Generator;

/// <summary>A contract and the location of its generated code.</summary>
/// <param name="Contract">The path of the OpenAPI document. All paths are relative to the root of the repository.</param>
/// <param name="Output">The folder of the generated code. It contains nothing else.</param>
/// <param name="Assembly">The name of the assembly that the code is compiled into.</param>
/// <param name="Table">The document with the table of operations; null if there is none.</param>
/// <param name="Facts">The file with the facts of the contract; null if there is none.</param>
/// <param name="Values">The folder of the sandbox's lists: of operations, and of the values that the generated enumerations leave out; null if
/// there is none.</param>
/// <param name="Examples">The file with the examples of the contract, which is compiled with the tests; null if there is none.</param>
/// <param name="DeliberateDifferences">The file with the deliberate differences from StackOne's document; null if there is none.</param>
internal sealed record GenerationJob(
    string Contract,
    string Names,
    string Output,
    string RootNamespace,
    string Assembly,
    string? Table = null,
    string? Facts = null,
    string? Values = null,
    string? Examples = null,
    string? DeliberateDifferences = null)
{
    /// <summary>The library, and the sample contract of the tests, which has what the generator supports beyond the library's contract.</summary>
    public static IReadOnlyList<GenerationJob> All { get; } =
    [
        new(
            "src/StackOne.Ats.Generator/Contract/stackone-ats.openapi.yaml",
            "src/StackOne.Ats.Generator/Contract/names.yaml",
            "src/StackOne.Ats.Client/Generated",
            "StackOne.Ats.Client",
            "StackOne.Ats.Client",
            "docs/operations.md",
            "src/StackOne.Ats.Generator/Contract/facts.txt",
            "src/StackOne.Ats.Client.Testing/Api",
            "tests/StackOne.Ats.Client.Tests/Api/Examples.g.cs",
            "src/StackOne.Ats.Generator/Contract/deliberate-differences.txt"),
        new(
            "tests/StackOne.Ats.Generator.Tests/SampleContract/sample.openapi.yaml",
            "tests/StackOne.Ats.Generator.Tests/SampleContract/names.yaml",
            "tests/StackOne.Ats.Generator.Tests/SampleContract/Generated",
            "StackOne.Ats.Generator.Tests.Sample",
            "StackOne.Ats.Generator.Tests"),
    ];

    /// <returns>The content of each file, by its path.</returns>
    /// <exception cref="GenerationException">The contract or the names are invalid, or the document has no place for the table.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public SortedDictionary<string, string> Generate(string root)
    {
        var (contract, api) = Read(root);
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, text) in CodeGenerator.Generate(api, RootNamespace, Assembly))
        {
            files.Add($"{Output}/{name}", text);
        }

        if (Table is not null)
        {
            files.Add(Table, OperationTable.Replace(File.ReadAllText(Path.Combine(root, Table)), api, Table));
        }

        if (Facts is not null)
        {
            files.Add(Facts, Comparing.Facts.ToText(Comparing.Facts.Of(contract)));
        }

        if (Examples is not null)
        {
            files.Add(Examples, ExamplesEmitter.Emit(api));
        }

        if (Values is not null)
        {
            files.Add($"{Values}/operations.txt", OperationList.Emit(api));
        }

        foreach (EnumType type in Values is null ? [] : api.Types.OfType<EnumType>().Where(type => !type.IsComplete))
        {
            files.Add($"{Values}/{type.Name}.txt", string.Concat(type.All.Select(value => value + "\n")));
        }

        return files;
    }

    /// <summary>Reads the contract, as one document, and the names.</summary>
    /// <exception cref="GenerationException">The contract or the names are invalid. Each problem begins with its file and line.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public (string Contract, Api Api) Read(string root)
    {
        ContractFiles? files = null;
        try
        {
            files = ContractFiles.Read(Path.Combine(root, Contract));
            return (files.Text, ContractReader.Read(files.Text, File.ReadAllText(Path.Combine(root, Names))));
        }
        catch (GenerationException exception)
        {
            string folder = Path.GetDirectoryName(Contract)!.Replace('\\', '/');
            throw new GenerationException(
            [
                .. from problem in exception.All
                   let location = problem.Location ?? (problem.Place is null ? null : files?.Locate(problem.Place))
                   select new Problem(location is null ? $"{Contract}: {problem.Text}" : $"{folder}/{location}: {problem.Text}"),
            ]);
        }
    }

    public GeneratedFiles Files(string root) => new(root, Output);

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
