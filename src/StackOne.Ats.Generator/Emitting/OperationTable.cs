using System.Text;
using StackOne.Ats.Generator.Model;
using StackOne.Ats.Generator.Reading;

namespace StackOne.Ats.Generator.Emitting;

/// <summary>Emits the table of operations into a Markdown document, between two comments.</summary>
internal static class OperationTable
{
    private const string Begin = "<!-- operations: generated -->\n";
    private const string End = "<!-- /operations -->";

    /// <param name="name">The name of the document in the message.</param>
    /// <exception cref="GenerationException">The document does not have the two comments.</exception>
    public static string Replace(string document, Api api, string name)
    {
        document = document.ReplaceLineEndings("\n");
        int begin = document.IndexOf(Begin, StringComparison.Ordinal);
        int end = begin < 0 ? -1 : document.IndexOf(End, begin, StringComparison.Ordinal);
        return end < 0
            ? throw new GenerationException($"{name} has no place for the table of operations: add the lines {Begin.TrimEnd()} and {End}.")
            : document[..(begin + Begin.Length)] + Emit(api) + document[end..];
    }

    private static string Emit(Api api)
    {
        var table = new StringBuilder("\n| Method | Endpoint |\n|---|---|\n");
        foreach (Group group in api.Groups)
        {
            table.Append($"| **`{group.Name}`** | |\n");
            foreach (Operation operation in group.Operations)
            {
                string deprecated = operation.Obsolete is null ? "" : " (deprecated)";
                table.Append($"| `{operation.Method}`{deprecated} | `{operation.HttpMethod} {operation.Path}` |\n");
            }
        }

        return table.Append('\n').ToString();
    }
}
