using System.Text;

namespace StackOne.Ats.Generator.Emitting;

/// <summary>Text with indentation.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes one line or, indenting each, several.</summary>
    public void Write(string lines)
    {
        foreach (string line in lines.ReplaceLineEndings("\n").Split('\n'))
        {
            _text.Append(line.Length == 0 ? "" : new string(' ', 4 * _depth)).Append(line).Append('\n');
        }
    }

    public void Write() => Write("");

    /// <summary>Writes a heading and, in braces, what <paramref name="content"/> writes.</summary>
    public void Block(string heading, Action content)
    {
        Write(heading);
        Write("{");
        Indented(content);
        Write("}");
    }

    public void Indented(Action content)
    {
        _depth++;
        content();
        _depth--;
    }

    /// <summary>Writes one thing after another, with an empty line between them.</summary>
    public void Separated<T>(IEnumerable<T> things, Action<T> write)
    {
        bool first = true;
        foreach (T thing in things)
        {
            if (!first)
            {
                Write();
            }

            first = false;
            write(thing);
        }
    }

    public override string ToString() => _text.ToString();
}
