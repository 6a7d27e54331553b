using System.Text;
using StackOne.Ats.Generator.Model;

namespace StackOne.Ats.Generator.Emitting;

/// <summary>Emits a table of all methods and their endpoints, in Markdown.</summary>
internal static class TableEmitter
{
    public static string Emit(Api api)
    {
        var table = new StringBuilder("| Method | Endpoint |\n|---|---|\n");
        foreach (Operation operation in api.Groups.SelectMany(group => group.Operations))
        {
            string deprecated = operation.Obsolete is null ? "" : " (deprecated)";
            table.Append($"| `{operation.Group}.{operation.Method}`{deprecated} | `{operation.HttpMethod} {operation.Path}` |\n");
        }

        return table.ToString();
    }
}
