using Microsoft.OpenApi;
using StackOne.Ats.Generator.Model;

namespace StackOne.Ats.Generator.Reading;

/// <summary>Reads the query parameters of an operation into one type. Deprecated parameters are left out.</summary>
internal sealed class QueryReader(Names names, TypeReader types, Problems problems)
{
    public const string Page = "page";

    public const string PageSize = "page_size";

    private const string Cursor = "next";

    /// <summary>The vendor's description gives these to some operations that return one resource.</summary>
    private static readonly string[] ListParameters = [Cursor, PageSize, "filter"];

    private readonly List<QueryType> _definitions = [];

    public IReadOnlyList<QueryType> Definitions => _definitions;

    /// <param name="method">The name of the operation, such as <c>Candidates.ListAsync</c>.</param>
    public QueryType? Read(
        string operationId, string method, IReadOnlyList<IOpenApiParameter> parameters, OperationResult result, string? obsolete)
    {
        string[] leftOut = result switch
        {
            { Kind: ResultKind.Page } => [result.IsNumbered ? Page : Cursor],
            { Type.Kind: TypeKind.List } => [],
            _ => ListParameters,
        };
        List<Member> members =
        [
            .. parameters
                .Where(parameter => !parameter.Deprecated && !leftOut.Contains(parameter.Name))
                .SelectMany(parameter => ReadParameter(operationId, parameter)),
        ];
        return members.Count == 0 ? null : Define(operationId, method, members, result, obsolete);
    }

    private IEnumerable<Member> ReadParameter(string operationId, IOpenApiParameter parameter)
    {
        string wireName = parameter.Name!;
        string place = $"{operationId}.{wireName}";
        SchemaView view = SchemaView.Of(parameter.Schema ?? new OpenApiSchema());
        if (parameter.Required)
        {
            problems.Add($"'{place}' cannot be generated: it is a required query parameter.", place);
        }

        if (parameter.Style == ParameterStyle.DeepObject
            && (view.Target ?? view).Schema is { Properties: { Count: > 0 } properties } schema
            && SchemaView.Alternatives(schema).Count == 0)
        {
            return properties
                .Where(property => !property.Value.Deprecated)
                .Select(property => ReadMember($"{place}.{property.Key}", property.Key, SchemaView.Of(property.Value), null) with
                {
                    WireName = $"{wireName}[{property.Key}]",
                });
        }

        return [ReadMember(place, wireName, view, parameter)];
    }

    private Member ReadMember(string place, string wireName, SchemaView view, IOpenApiParameter? parameter)
    {
        TypeReference type = wireName == PageSize ? TypeReference.Number("int") : types.Read(view, place);
        bool isRepeated = false;
        if (type.Kind == TypeKind.Text && Descriptions.IsSeparated(parameter?.Extensions))
        {
            type = TypeReference.List(TypeReference.Text, nullableItems: false);
        }
        else if (type is { Kind: TypeKind.List, Item: { Kind: TypeKind.Text or TypeKind.Enum } } && IsRepeated(parameter))
        {
            isRepeated = true;
        }
        else if (!IsSimple(type) && !(type.Kind == TypeKind.Map && parameter?.Style == ParameterStyle.DeepObject))
        {
            problems.Add(
                $"'{place}' cannot be generated: "
                + "a query parameter must be a string, boolean, number, date-time, array of strings, string with an x-separator, "
            + "or deepObject of such.",
                place);
        }

        return new Member(
            wireName,
            names.Find(Names.Members, place) ?? names.Find(Names.Members, $"*.{wireName}") ?? Identifiers.Pascal(wireName),
            type,
            Required: false,
            Nullable: true,
            Descriptions.Of(parameter?.Description ?? view.Description, view.Example, wireName),
            Obsolete: null)
        {
            IsRepeated = isRepeated,
        };
    }

    private QueryType Define(string operationId, string method, List<Member> members, OperationResult result, string? obsolete)
    {
        string? name = names.Find(Names.Queries, operationId);
        if (name is null)
        {
            problems.Add(
                $"The query parameters of '{operationId}' have no C# type: "
                + $"add \"{operationId}: QueryName\" to '{Names.Queries}' in names.yaml.",
                operationId);
        }

        string what = result.Kind switch
        {
            ResultKind.Page when result.IsNumbered => "which items to read, and how many a page",
            ResultKind.Page => "which items to read, in which detail, and how many a page",
            ResultKind.Download => "how to read the file",
            _ when result.Type?.Kind == TypeKind.List => "which items to read, and in which detail",
            _ => "in which detail to read the resource",
        };
        var query = new QueryType(
            operationId,
            name ?? Identifiers.Pascal(operationId),
            $"The options of `{method}`: {what}. Members that are null are not sent. Text must not be empty.",
            members,
            obsolete)
        {
            Item = result.Type is { Kind: TypeKind.Model } model ? model.Name : null,
        };
        Collisions.Report(operationId, query.Name, members.Select(member => (Key(member), member.Name)), Collisions.QueryMembers, problems);
        _definitions.Add(query);
        return query;
    }

    /// <summary>The parameter as names.yaml has it: <c>filter.updated_after</c> for <c>filter[updated_after]</c>.</summary>
    private static string Key(Member member) => member.WireName.Replace('[', '.').TrimEnd(']');

    /// <summary>Whether each item of an array is a parameter, as is the default.</summary>
    private static bool IsRepeated(IOpenApiParameter? parameter) => parameter is { Style: null or ParameterStyle.Form, Explode: true };

    private static bool IsSimple(TypeReference type) =>
        type.Kind is TypeKind.Text or TypeKind.Boolean or TypeKind.Number or TypeKind.DateTime or TypeKind.Enum;
}
