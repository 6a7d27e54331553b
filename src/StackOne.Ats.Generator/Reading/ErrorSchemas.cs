using Microsoft.OpenApi;

namespace StackOne.Ats.Generator.Reading;

/// <summary>
/// Errors are read by hand-written code, which must put up with any body. No types are generated for them; that code knows
/// these members, and a new one in the contract has to be given to it.
/// </summary>
internal static class ErrorSchemas
{
    private static readonly Dictionary<string, string[]> Known = new()
    {
        [""] = ["statusCode", "message", "timestamp", "data", "provider_errors"],
        ["data"] = ["statusCode", "message", "headers"],
        ["provider_errors"] = ["status", "url", "raw", "headers"],
    };

    public static void Check(OpenApiOperation operation, Problems problems)
    {
        foreach (var (status, response) in operation.Responses ?? [])
        {
            if (!status.StartsWith('2'))
            {
                foreach (IOpenApiMediaType media in response?.Content?.Values ?? [])
                {
                    Check(media?.Schema, "", $"the answer {status} of '{operation.OperationId}'", problems);
                }
            }
        }
    }

    private static void Check(IOpenApiSchema? schema, string within, string where, Problems problems)
    {
        if (schema is null)
        {
            return;
        }

        SchemaView view = SchemaView.Of(schema);
        string place = view.Reference is { } name ? $"'{name}'" : where;
        foreach (var (member, memberSchema) in (view.Target ?? view).Schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
        {
            if (!Known[within].Contains(member))
            {
                problems.Add(
                    $"The error {place} has a member '{member}' that StackOneError does not read: "
                    + $"add it there and in {nameof(ErrorSchemas)}.cs.");
            }
            else if (within.Length == 0 && Known.ContainsKey(member))
            {
                SchemaView inner = SchemaView.Of(memberSchema);
                Check((inner.Target ?? inner).Schema.Items ?? memberSchema, member, $"{place}.{member}", problems);
            }
        }
    }
}
