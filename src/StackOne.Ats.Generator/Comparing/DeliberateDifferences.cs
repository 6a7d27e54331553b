using StackOne.Ats.Generator.Reading;

namespace StackOne.Ats.Generator.Comparing;

/// <summary>
/// The differences between the contract and StackOne's document that are meant to be. Each block of the file begins with its reason, in lines
/// with <c>#</c>; its other lines are differences as the comparison prints them, in which <c>*</c> stands for any characters. Empty lines
/// separate the blocks.
/// </summary>
internal static class DeliberateDifferences
{
    /// <exception cref="GenerationException">A line is not a difference, or has no reason.</exception>
    public static IReadOnlyList<string> Parse(string text)
    {
        var problems = new Problems();
        List<string> differences = [];
        bool hasReason = false;
        int number = 0;
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            switch (line)
            {
                case "":
                    hasReason = false;
                    break;
                case ['#', ..]:
                    hasReason |= !string.IsNullOrWhiteSpace(line[1..]);
                    break;
                case ['-' or '+', ' ', ..] when hasReason:
                    differences.Add(line);
                    break;
                case ['-' or '+', ' ', ..]:
                    problems.Add($"Line {number} has no reason: write it above, in a line that begins with #.");
                    break;
                default:
                    problems.Add($"Line {number} is not a difference, which begins with '- ' or '+ ': {line}");
                    break;
            }
        }

        problems.ThrowIfAny();
        return differences;
    }
}
