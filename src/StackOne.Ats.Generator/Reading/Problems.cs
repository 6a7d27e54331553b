namespace StackOne.Ats.Generator.Reading;

/// <summary>Collects the problems in the contract and the names, so that one run reports them all.</summary>
internal sealed class Problems
{
    private readonly List<string> _all = [];

    public void Add(string problem)
    {
        // Each problem is one line, also if a parser reports several. A shared schema is read more than once.
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

/// <summary>Thrown when the files cannot be generated. Each problem is one line for the person who changes the contract or the names.</summary>
internal sealed class GenerationException(IReadOnlyList<string> problems) : Exception(string.Join('\n', problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
