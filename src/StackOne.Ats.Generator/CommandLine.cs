using StackOne.Ats.Generator.Comparing;
using StackOne.Ats.Generator.Reading;

namespace StackOne.Ats.Generator;

/// <summary>
/// <c>dotnet run --project src/StackOne.Ats.Generator</c> writes the generated files. With <c>-- --check</c>, it writes nothing and fails if
/// the committed files are out of date. With <c>-- --compare FILE</c>, it lists what differs between the contract and another OpenAPI document.
/// </summary>
internal static class CommandLine
{
    private const int Success = 0;
    private const int Failure = 1;
    private const int BadUsage = 2;

    public static int Run(string[] args, string directory, TextWriter output, TextWriter errors)
    {
        if (args is not ([] or ["--check"] or ["--compare", _]))
        {
            errors.WriteLine("Usage: dotnet run --project src/StackOne.Ats.Generator [-- --check | --compare FILE]");
            return BadUsage;
        }

        if (GenerationJob.FindRoot(directory) is not { } root)
        {
            errors.WriteLine($"StackOne.Ats.Client.sln was not found in {directory} or its parent directories.");
            return Failure;
        }

        if (args is ["--compare", var file])
        {
            return CompareCommand.Run(GenerationJob.All[0], root, Path.Combine(directory, file), output, errors) ? Success : Failure;
        }

        bool check = args.Length > 0;
        bool success = true;
        foreach (GenerationJob job in GenerationJob.All)
        {
            success &= Run(job, root, check, output, errors);
        }

        return success ? Success : Failure;
    }

    private static bool Run(GenerationJob job, string root, bool check, TextWriter output, TextWriter errors)
    {
        try
        {
            SortedDictionary<string, string> files = job.Generate(root);
            IReadOnlyList<string> differences = job.Files(root).Compare(files);
            if (!check)
            {
                job.Files(root).Write(files);
                output.WriteLine($"{job.Output}: {files.Count} files, {differences.Count} changed.");
                return true;
            }

            foreach (string difference in differences)
            {
                errors.WriteLine(difference);
            }

            return differences.Count == 0;
        }
        catch (GenerationException e)
        {
            foreach (string problem in e.Problems)
            {
                errors.WriteLine(problem);
            }

            return false;
        }
        catch (IOException e)
        {
            errors.WriteLine(e.Message);
            return false;
        }
    }
}
