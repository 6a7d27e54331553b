using Microsoft.OpenApi;
using StackOne.Ats.Generator.Model;

namespace StackOne.Ats.Generator.Reading;

/// <summary>Reads an operation of the contract into a method.</summary>
internal sealed class OperationReader(Names names, TypeReader types, QueryReader queries, Problems problems)
{
    private readonly PathReader _paths = new(names, types, problems);

    public Operation? Read(string path, IOpenApiPathItem item, HttpMethod method, OpenApiOperation operation)
    {
        if (operation.OperationId is not { Length: > 0 } id)
        {
            problems.Add(
                $"{method} {path} has no operationId.",
                $"#/paths/{path.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}");
            return null;
        }

        ErrorSchemas.Check(operation, problems);
        References.Check(item, operation, problems);
        string[] name = ReadName(id);

        // A parameter of the operation replaces the one of the path that has the same name and location.
        IOpenApiParameter[] parameters =
            [.. (operation.Parameters ?? []).Concat(item.Parameters ?? []).DistinctBy(parameter => (parameter.In, parameter.Name))];
        var (result, returns) = ReadResult(id, operation);
        if (result.Kind == ResultKind.Value && result.Type is { Kind: TypeKind.List, Item: { Kind: TypeKind.Model } numbered }
            && IsNumbered(parameters))
        {
            result = new(ResultKind.Page, numbered) { IsNumbered = true };
            types.RequireId(numbered, id);
        }

        string? obsolete = Descriptions.Obsolete(operation.Deprecated, operation.Extensions);
        var (takesAccount, takesPrefer) = ReadHeaders(id, parameters);
        return new Operation(
            id,
            name[0],
            name[1],
            method.Method,
            path,
            _paths.Read(id, path, parameters, takesAccount),
            ReadBody(id, operation.RequestBody),
            queries.Read(
                id,
                string.Join('.', name),
                [.. parameters.Where(parameter => parameter.In == ParameterLocation.Query)],
                result,
                obsolete),
            takesAccount,
            takesPrefer,
            result,
            new OperationDocs(
                Descriptions.Of(operation.Summary ?? operation.Description, null, id),
                operation.Summary is null ? null : operation.Description,
                returns,
                Descriptions.CodeSample(operation.Extensions)),
            obsolete);
    }

    private string[] ReadName(string id)
    {
        string? name = names.Find(Names.Operations, id);
        string[] parts = name?.Split('.') ?? [];
        if (parts is [_, { Length: > 5 } method] && method.EndsWith("Async", StringComparison.Ordinal))
        {
            return parts;
        }

        problems.Add(
            name is null
            ? $"The operation '{id}' has no name: add \"{id}: Group.MethodAsync\" to '{Names.Operations}' in names.yaml."
            : $"names.yaml names the operation '{id}' {name}: use the form Group.MethodAsync.",
            id);
        return ["Unnamed", Identifiers.Pascal(id) + "Async"];
    }

    /// <summary>Whether the operation takes the number and the size of a page.</summary>
    private static bool IsNumbered(IOpenApiParameter[] parameters) =>
        new[] { QueryReader.Page, QueryReader.PageSize }.All(name =>
            parameters.Any(one => one is { In: ParameterLocation.Query, Deprecated: false } && one.Name == name));

    /// <returns>Whether the operation takes an account, and the <c>Prefer</c> header.</returns>
    private (bool Account, bool Prefer) ReadHeaders(string id, IOpenApiParameter[] parameters)
    {
        string[] headers =
            [.. parameters.Where(one => one.In is ParameterLocation.Header or ParameterLocation.Cookie).Select(one => one.Name!)];
        foreach (string header in headers.Except(["x-account-id", "Prefer"]))
        {
            problems.Add($"The operation '{id}' takes the header or cookie '{header}', which the client cannot send.", id);
        }

        return (headers.Contains("x-account-id"), headers.Contains("Prefer"));
    }

    private Body? ReadBody(string id, IOpenApiRequestBody? body)
    {
        if (body is null)
        {
            return null;
        }

        if (!body.Required || JsonSchema(body.Content) is not { } schema)
        {
            problems.Add($"The body of '{id}' cannot be generated: it must be required and must be JSON with a schema.", id);
            return null;
        }

        return new Body(types.Read(SchemaView.Of(schema), $"{id}.body"), Descriptions.Of(body.Description ?? "The request body", null, "body"));
    }

    private (OperationResult Result, string? Description) ReadResult(string id, OpenApiOperation operation)
    {
        IOpenApiResponse[] successes = [.. (operation.Responses ?? []).Where(one => one.Key.StartsWith('2')).Select(one => one.Value)];
        if (successes is not [var success])
        {
            problems.Add($"The operation '{id}' has {successes.Length} success responses: exactly one is required.", id);
            return (new(ResultKind.None), null);
        }

        if (success.Content is not { Count: > 0 })
        {
            return (new(ResultKind.None), null);
        }

        if (JsonSchema(success.Content) is { } schema)
        {
            return (ReadResult(id, SchemaView.Of(schema)), success.Description);
        }

        if (success.Content.Keys.Any(type => type.Contains("json", StringComparison.OrdinalIgnoreCase)))
        {
            problems.Add($"The response of '{id}' cannot be generated: JSON must be application/json with a schema.", id);
        }

        return (new(ResultKind.Download), success.Description);
    }

    private OperationResult ReadResult(string id, SchemaView view)
    {
        IOpenApiSchema schema = (view.Target ?? view).Schema;
        if (SchemaView.Alternatives(schema).Count > 0)
        {
            return new(ResultKind.Value, types.Read(view, $"{id}.result"));
        }

        if (schema.Properties is not { } members
            || !members.TryGetValue("data", out IOpenApiSchema? data)
            || !members.TryGetValue("raw", out IOpenApiSchema? raw))
        {
            return schema.Properties?.ContainsKey("statusCode") == true
                ? WriteResults.Read(schema, view.Reference ?? $"{id}.result", types, problems)
                : new(ResultKind.Value, types.Read(view, $"{id}.result"));
        }

        foreach (string member in members.Keys.Except(["data", "raw", "next", "next_page"]))
        {
            problems.Add($"The result of '{id}' has a member '{member}' beside its data, which the client would lose.", id);
        }

        TypeReference type = types.Read(SchemaView.Of(data), $"{id}.data");
        TypeReference responses = types.Read(SchemaView.Of(raw), $"{id}.raw");
        bool isPage = members.ContainsKey("next");
        TypeReference? item = isPage ? type.Item : type;
        if (item?.Kind != TypeKind.Model)
        {
            problems.Add(
                isPage
                    ? $"The result of '{id}' has a cursor, but its data is not a list of objects."
                    : $"The result of '{id}' is an envelope, but its data is not an object.",
                id);
        }

        return new(isPage ? ResultKind.Page : ResultKind.Item, item ?? type, schema.Required?.Contains("data") ?? false) { Inner = responses };
    }

    private static IOpenApiSchema? JsonSchema(IDictionary<string, IOpenApiMediaType>? content) =>
        content is not null && content.TryGetValue("application/json", out IOpenApiMediaType? media) ? media?.Schema : null;
}
