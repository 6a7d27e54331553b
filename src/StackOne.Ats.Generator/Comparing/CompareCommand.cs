using StackOne.Ats.Generator.Reading;

namespace StackOne.Ats.Generator.Comparing;

/// <summary>
/// <c>--compare FILE</c>: lists what differs between a contract and another OpenAPI document, such as the one that StackOne publishes.
/// </summary>
internal static class CompareCommand
{
    /// <returns>Whether the two differ only in what the job lists as deliberate.</returns>
    public static bool Run(GenerationJob job, string root, string file, TextWriter output, TextWriter errors)
    {
        try
        {
            SortedSet<string> contract = Facts.Of(job.Read(root).Contract);
            IReadOnlyList<string> deliberate = Read(
                job.DeliberateDifferences!,
                () => DeliberateDifferences.Parse(File.ReadAllText(Path.Combine(root, job.DeliberateDifferences!))));
            SortedSet<string> document = Read(file, () => Facts.Of(File.ReadAllText(file)));
            return Print(Comparison.Of(contract, document, deliberate), job, output);
        }
        catch (GenerationException e)
        {
            foreach (string problem in e.Problems)
            {
                errors.WriteLine(problem);
            }

            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine(e.Message);
            return false;
        }
    }

    private static T Read<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (GenerationException e)
        {
            throw new GenerationException([.. e.Problems.Select(problem => new Problem($"{file}: {problem}"))]);
        }
    }

    private static bool Print(Comparison comparison, GenerationJob job, TextWriter output)
    {
        foreach (string difference in comparison.Unexpected)
        {
            output.WriteLine(difference);
        }

        foreach (string entry in comparison.Outdated)
        {
            output.WriteLine($"{job.DeliberateDifferences} has an entry that matches no difference: {entry}");
        }

        output.WriteLine(
            $"{comparison.Unexpected.Count} unexpected differences (- only in the contract, + only in the other document), "
            + $"{comparison.Deliberate} deliberate ones, {comparison.Outdated.Count} outdated entries.");
        return comparison.Unexpected.Count == 0;
    }
}
