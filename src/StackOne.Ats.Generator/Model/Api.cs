namespace StackOne.Ats.Generator.Model;

/// <summary>The API as it will be generated. All names are resolved and validated.</summary>
internal sealed record Api(
    IReadOnlyList<Group> Groups,
    IReadOnlyList<Operation> Operations,
    IReadOnlyList<TypeDefinition> Types,
    string Hash);

/// <summary>A group of operations: one property of the client.</summary>
internal sealed record Group(string Name, string Summary, IReadOnlyList<Operation> Operations)
{
    /// <summary>The message of the Obsolete attribute, if all operations are deprecated.</summary>
    public string? Obsolete => Operations.All(operation => operation.Obsolete is not null) ? Operations[0].Obsolete : null;

    private const int MaxOperationsOfAFile = 6;

    /// <summary>
    /// The file of a method, as a suffix of the group's: a group with many operations has a file for each kind of resource within its own,
    /// such as <c>.Notes</c>.
    /// </summary>
    public string PartOf(Operation operation)
    {
        string? part = Resource(operation);
        return part is null || Operations.Count <= MaxOperationsOfAFile || Operations.Count(other => Resource(other) == part) == 1
            ? ""
            : $".{Reading.Identifiers.Pascal(part)}";
    }

    /// <summary>The first segment of the path that is not the same for the whole group, and not a parameter.</summary>
    private string? Resource(Operation operation)
    {
        int common = 0;
        string[][] all = [.. Operations.Select(other => other.Path.Split('/'))];
        while (all.All(path => path.Length > common && path[common] == all[0][common]))
        {
            common++;
        }

        return operation.Path.Split('/').Skip(common).FirstOrDefault(segment => segment is [not '{', ..]);
    }
}

/// <summary>One operation: a method of a group client, and of the Refit interface beneath it.</summary>
/// <param name="Method">The name of the C# method, such as <c>OrderAsync</c>.</param>
/// <param name="TakesAccount">Whether it is for a linked account. Others belong to the API key alone.</param>
/// <param name="Result">What a successful response holds.</param>
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
    bool TakesAccount,
    bool TakesPrefer,
    OperationResult Result,
    OperationDocs Docs,
    string? Obsolete)
{
    /// <summary>The field that describes it, such as <c>AssessmentsOperations.Order</c>.</summary>
    public string Field => $"{Group}Operations.{FieldName}";

    public string FieldName => Method[..^"Async".Length];
}

/// <summary>What a successful response holds.</summary>
/// <param name="Type">The type of the whole body, or of the data in its envelope; null if there is no body, and for a download.</param>
/// <param name="DataRequired">Whether the contract requires the data of a page. A resource is always required.</param>
internal sealed record OperationResult(ResultKind Kind, TypeReference? Type = null, bool DataRequired = true)
{
    /// <summary>What is generated although it is in a hand-written type only.</summary>
    public TypeReference? Inner { get; init; }

    /// <summary>Whether a page has a number instead of a cursor. Its body is the list itself, or an envelope with it.</summary>
    public bool IsNumbered { get; init; }
}

internal enum ResultKind
{
    None,

    /// <summary>The body is the result.</summary>
    Value,

    /// <summary>What a write returns: ids, and text for people.</summary>
    Write,

    /// <summary>An envelope with one resource, and with the provider's answers if they were asked for.</summary>
    Item,

    /// <summary>A page of a list: an envelope with resources and the cursor of the next page, unless the pages are numbered.</summary>
    Page,

    /// <summary>A file.</summary>
    Download,
}

/// <param name="Type">Text, or a whole number.</param>
internal sealed record PathParameter(string WireName, string Name, TypeReference Type, string Description)
{
    public bool IsText => Type.Kind == TypeKind.Text;
}

internal sealed record Body(TypeReference Type, string Description);

/// <param name="CodeSample">A C# example of the operation.</param>
internal sealed record OperationDocs(string Summary, string? Remarks, string? Returns, string? CodeSample);
