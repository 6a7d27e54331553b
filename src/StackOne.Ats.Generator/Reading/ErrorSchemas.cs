using Microsoft.OpenApi;

namespace StackOne.Ats.Generator.Reading;

/// <summary>
/// Checks the error schemas. Error bodies are read by hand-written code that tolerates any body, so no types are generated for them. That
/// code reads the members listed here; a new member in the contract has to be added to it.
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
                    Check(media?.Schema, "", $"The response {status} of '{operation.OperationId}'", operation.OperationId!, problems);
                }
            }
        }
    }

    private static void Check(IOpenApiSchema? schema, string within, string where, string operationId, Problems problems)
    {
        if (schema is null)
        {
            return;
        }

        SchemaView view = SchemaView.Of(schema);
        string place = view.Reference is { } name ? $"The error schema '{name}'" : where;
        foreach (var (member, memberSchema) in (view.Target ?? view).Schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
        {
            if (!Known[within].Contains(member))
            {
                problems.Add(
                    $"{place} has a member '{member}' that StackOneErrorBody does not read: "
                    + $"add it there and in {nameof(ErrorSchemas)}.cs.",
                    view.Reference is { } schemaName ? $"{schemaName}.{member}" : operationId);
            }
            else if (within.Length == 0 && Known.ContainsKey(member))
            {
                SchemaView inner = SchemaView.Of(memberSchema);
                Check((inner.Target ?? inner).Schema.Items ?? memberSchema, member, $"{place}.{member}", operationId, problems);
            }
        }
    }
}
