using System.Text.RegularExpressions;

namespace StackOne.Ats.Generator.Comparing;

/// <summary>What differs between the facts of a contract and those of another document.</summary>
/// <param name="Unexpected">The differences that are not deliberate.</param>
/// <param name="Deliberate">The number of those that are.</param>
/// <param name="Outdated">The entries for deliberate differences that match none.</param>
internal sealed record Comparison(IReadOnlyList<string> Unexpected, int Deliberate, IReadOnlyList<string> Outdated)
{
    /// <param name="deliberate">The deliberate differences; <c>*</c> stands for any characters.</param>
    public static Comparison Of(IReadOnlySet<string> contract, IReadOnlySet<string> document, IReadOnlyList<string> deliberate)
    {
        IReadOnlyList<string> all = Differences(contract, document);
        List<string> unexpected = [.. all];
        List<string> outdated = [];
        foreach (string entry in deliberate)
        {
            var pattern = new Regex($"^{Regex.Escape(entry).Replace(@"\*", ".*", StringComparison.Ordinal)}$", RegexOptions.CultureInvariant);
            unexpected.RemoveAll(pattern.IsMatch);
            if (!all.Any(pattern.IsMatch))
            {
                outdated.Add(entry);
            }
        }

        return new(unexpected, all.Count - unexpected.Count, outdated);
    }

    /// <summary>
    /// <c>- fact</c> for each fact that only the first has, and <c>+ fact</c> for each that only the second has. What changed is side by side.
    /// </summary>
    public static IReadOnlyList<string> Differences(IReadOnlySet<string> first, IReadOnlySet<string> second) =>
    [
        .. first.Except(second).Select(fact => $"- {fact}")
            .Concat(second.Except(first).Select(fact => $"+ {fact}"))
            .OrderBy(difference => difference[2..], StringComparer.Ordinal),
    ];
}
