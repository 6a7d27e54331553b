using System.Text;

namespace StackOne.Ats.Generator.Emitting;

/// <summary>Builds indented text.</summary>
/// <param name="references">The names in descriptions, which become references.</param>
internal sealed class CodeWriter(References references)
{
    public References References => references;

    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes one or more lines, each indented.</summary>
    public void Write(string lines)
    {
        foreach (string line in lines.ReplaceLineEndings("\n").Split('\n'))
        {
            _text.Append(line.Length == 0 ? "" : new string(' ', 4 * _depth)).Append(line).Append('\n');
        }
    }

    public void Write() => Write("");

    /// <summary>Writes a heading followed by a block in braces.</summary>
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

    /// <summary>Writes items separated by empty lines.</summary>
    public void Separated<T>(IEnumerable<T> items, Action<T> write)
    {
        bool first = true;
        foreach (T item in items)
        {
            if (!first)
            {
                Write();
            }

            first = false;
            write(item);
        }
    }

    public override string ToString() => _text.ToString();
}
