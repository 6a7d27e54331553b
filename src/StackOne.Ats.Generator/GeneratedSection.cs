namespace StackOne.Ats.Generator;

/// <summary>A generated section in a file that is otherwise written by hand, between two comments.</summary>
internal sealed class GeneratedSection(string path)
{
    private const string Begin = "<!-- generated: operations -->\n";
    private const string End = "<!-- /generated -->\n";

    /// <returns>Whether the section is up to date.</returns>
    /// <exception cref="IOException">The file cannot be read, or has no such section.</exception>
    public bool IsUpToDate(string content) => With(content) == Text();

    /// <exception cref="IOException">The file cannot be read or written, or has no such section.</exception>
    public void Write(string content) => File.WriteAllText(path, With(content));

    private string With(string content)
    {
        string text = Text();
        int begin = text.IndexOf(Begin, StringComparison.Ordinal);
        int end = text.IndexOf(End, StringComparison.Ordinal);
        return begin >= 0 && end > begin
            ? text[..(begin + Begin.Length)] + content + text[end..]
            : throw new IOException($"{Path.GetFileName(path)} has no section between {Begin.Trim()} and {End.Trim()}.");
    }

    private string Text() => File.ReadAllText(path).ReplaceLineEndings("\n");
}
