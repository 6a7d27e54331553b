namespace StackOne.Ats.Generator.Reading;

/// <summary>What is wrong with the contract or the names: collected, so that one run tells all of it.</summary>
internal sealed class Problems
{
    private readonly List<string> _all = [];

    public void Add(string problem)
    {
        // A message has one line, whatever a parser put into it; and a shared part is read more than once.
        string line = problem.ReplaceLineEndings(" ");
        if (!_all.Contains(line))
        {
            _all.Add(line);
        }
    }

    public void ThrowIfAny()
    {
        if (_all.Count > 0)
        {
            throw new GenerationException(_all);
        }
    }
}

/// <summary>The contract or the names cannot be turned into code.</summary>
internal sealed class GenerationException(IReadOnlyList<string> problems) : Exception(string.Join('\n', problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
