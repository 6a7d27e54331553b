namespace StackOne.Ats.Generator.Model;

/// <summary>The API as it will be generated. All names are resolved and validated.</summary>
internal sealed record Api(
    IReadOnlyList<Group> Groups,
    IReadOnlyList<Operation> Operations,
    IReadOnlyList<TypeDefinition> Types,
    string Hash);

/// <summary>A group of operations: one property of the client.</summary>
internal sealed record Group(string Name, string Summary, IReadOnlyList<Operation> Operations);

/// <summary>One operation: a method of a group client, and of the Refit interface beneath it.</summary>
/// <param name="Method">The name of the C# method, such as <c>OrderAsync</c>.</param>
/// <param name="Result">The type of a successful response; null if it has no content.</param>
/// <param name="Obsolete">The message of the Obsolete attribute; null if the operation is not deprecated.</param>
internal sealed record Operation(
    string Id,
    string Group,
    string Method,
    string HttpMethod,
    string Path,
    IReadOnlyList<PathParameter> PathParameters,
    Body? Body,
    QueryType? Query,
    bool TakesPrefer,
    TypeReference? Result,
    OperationDocs Docs,
    string? Obsolete)
{
    /// <summary>The name in the list of operations, such as <c>AssessmentsOrder</c>.</summary>
    public string FieldName => Group + Method[..^"Async".Length];
}

internal sealed record PathParameter(string WireName, string Name, string Description);

internal sealed record Body(TypeReference Type, string Description);

/// <param name="CodeSample">A C# example of the operation.</param>
internal sealed record OperationDocs(string Summary, string? Remarks, string? Returns, string? CodeSample);
