namespace StackOne.Ats.Generator.Model;

/// <summary>The API as the code will show it: everything is named and checked, and emitters only write it down.</summary>
internal sealed record Api(
    IReadOnlyList<Group> Groups,
    IReadOnlyList<Operation> Operations,
    IReadOnlyList<TypeDefinition> Types,
    string Hash);

/// <summary>The operations behind one property of the client.</summary>
internal sealed record Group(string Name, string Summary, IReadOnlyList<Operation> Operations);

/// <summary>One operation: a method of a group client, and of the Refit interface beneath it.</summary>
/// <param name="Method">The C# method's name, <c>OrderAsync</c>.</param>
/// <param name="Result">What a success holds; null where it has no content.</param>
/// <param name="Obsolete">What to tell those who use it; null where it is not deprecated.</param>
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
    /// <summary>The name in the list of operations, <c>AssessmentsOrder</c>.</summary>
    public string FieldName => Group + Method[..^"Async".Length];
}

internal sealed record PathParameter(string WireName, string Name, string Description);

internal sealed record Body(TypeReference Type, string Description);

/// <param name="CodeSample">C# that shows the operation in use.</param>
internal sealed record OperationDocs(string Summary, string? Remarks, string? Returns, string? CodeSample);
