using Microsoft.OpenApi;
using StackOne.Ats.Generator.Model;

namespace StackOne.Ats.Generator.Reading;

/// <summary>Reads the query parameters of an operation into one type.</summary>
internal sealed class QueryReader(Names names, TypeReader types, Problems problems)
{
    private readonly List<QueryType> _definitions = [];

    public IReadOnlyList<QueryType> Definitions => _definitions;

    public QueryType? Read(string operationId, string method, IReadOnlyList<IOpenApiParameter> parameters)
    {
        List<Member> members = [.. parameters.Select(parameter => ReadParameter(operationId, parameter))];
        return members.Count == 0
            ? null
            : Define(operationId, "QueryName", $"The query parameters of `{method}`. Parameters that are null are not sent.", members, isFilter: false);
    }

    private Member ReadParameter(string operationId, IOpenApiParameter parameter)
    {
        string wireName = parameter.Name!;
        string place = $"{operationId}.{wireName}";
        SchemaView view = SchemaView.Of(parameter.Schema ?? new OpenApiSchema());
        if (parameter.Required)
        {
            problems.Add($"'{place}' cannot be generated: it is a required query parameter.");
        }

        Member member = ReadMember(place, wireName, view, parameter.Style == ParameterStyle.DeepObject);
        return member with
        {
            Summary = Descriptions.Of(parameter.Description ?? view.Description, view.Example, wireName),
            Obsolete = Descriptions.Obsolete(parameter.Deprecated, parameter.Extensions),
        };
    }

    private Member ReadMember(string place, string wireName, SchemaView view, bool deepObject)
    {
        string name = names.Find(Names.Members, place) ?? Identifiers.Pascal(wireName);
        QueryType? filter = deepObject ? ReadFilter(place, view.Target ?? view) : null;
        TypeReference type = filter is not null ? new TypeReference(TypeKind.Model, filter.Name) : types.Read(view, place);
        if (deepObject && type.Kind == TypeKind.Map)
        {
            type = type with { Name = "IReadOnlyDictionary<string, string>" };
        }
        else if (filter is null && !IsSimple(type) && !(type.Kind == TypeKind.List && type.Item!.Kind == TypeKind.Text))
        {
            problems.Add(
                $"'{place}' cannot be generated: "
                + "a query parameter must be a string, boolean, number, date-time, list of strings or deepObject.");
        }

        return new Member(
            wireName,
            name,
            type,
            Required: false,
            Nullable: true,
            Descriptions.Of(view.Description, view.Example, wireName),
            Descriptions.Obsolete(view.Schema.Deprecated, view.Schema.Extensions),
            filter);
    }

    private QueryType? ReadFilter(string place, SchemaView view) =>
        view.Schema.Properties is { Count: > 0 } properties
            ? Define(
                place,
                "FilterName",
                Descriptions.Of(view.Description, null, place),
                [
                    .. properties.Select(property =>
                        ReadMember($"{place}.{property.Key}", property.Key, SchemaView.Of(property.Value), deepObject: false)),
                ],
                isFilter: true)
            : null;

    private QueryType Define(string place, string placeholder, string summary, List<Member> members, bool isFilter)
    {
        string? name = names.Find(Names.Queries, place);
        if (name is null)
        {
            problems.Add(
                $"The query parameters of '{place}' have no C# type: "
                + $"add \"{place}: {placeholder}\" to '{Names.Queries}' in names.yaml.");
        }

        var query = new QueryType(place, name ?? Identifiers.Pascal(place), summary, members, isFilter);
        Collisions.Report(place, query.Name, members.Select(member => (member.WireName, member.Name)), Collisions.OfQueries, problems);
        _definitions.Add(query);
        return query;
    }

    private static bool IsSimple(TypeReference type) =>
        type.Kind is TypeKind.Text or TypeKind.Boolean or TypeKind.Number or TypeKind.DateTime or TypeKind.Enum;
}
