namespace StackOne.Ats.Generator.Reading;

/// <summary>One line for the person who changes the contract or the names.</summary>
/// <param name="Place">
/// What it is about, to find its line in the contract: a JSON pointer or, as in names.yaml, an operation or a schema and what is inside it.
/// </param>
/// <param name="Location">The file and the line, if they are known without a place: <c>file:line</c>.</param>
internal sealed record Problem(string Text, string? Place = null, string? Location = null);

/// <summary>Collects the problems in the contract and the names, so that one run reports them all.</summary>
internal sealed class Problems
{
    private readonly List<Problem> _all = [];

    public void Add(string problem, string? place = null, string? location = null)
    {
        // Each problem is one line, also if a parser reports several. A shared schema is read more than once.
        string line = problem.ReplaceLineEndings(" ");
        if (!_all.Exists(one => one.Text == line && one.Location == location))
        {
            _all.Add(new Problem(line, place, location));
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

/// <summary>Thrown when the files cannot be generated.</summary>
internal sealed class GenerationException(IReadOnlyList<Problem> problems) : Exception(string.Join('\n', problems.Select(problem => problem.Text)))
{
    public GenerationException(string problem)
        : this([new Problem(problem)])
    {
    }

    public IReadOnlyList<Problem> All { get; } = problems;

    /// <summary>The problems as text.</summary>
    public IReadOnlyList<string> Problems => [.. All.Select(problem => problem.Text)];
}
