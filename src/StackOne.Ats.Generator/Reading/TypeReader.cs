using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using StackOne.Ats.Generator.Model;

namespace StackOne.Ats.Generator.Reading;

/// <summary>Reads schemas into types, and collects the types to generate.</summary>
internal sealed class TypeReader(Names names, Problems problems)
{
    private readonly Dictionary<string, TypeReference> _references = [];
    private readonly List<TypeDefinition> _definitions = [];

    /// <summary>The components that are currently being read.</summary>
    private readonly HashSet<string> _open = [];

    /// <summary>The types read so far: those used by requests, parameters and success responses.</summary>
    public IReadOnlyList<TypeDefinition> Definitions => _definitions;

    /// <param name="place">The name of the schema in messages and in names.yaml, unless it is a reference.</param>
    public TypeReference Read(SchemaView view, string place)
    {
        if (view.Reference is { } component)
        {
            return ReadReference(view, component, place);
        }

        IOpenApiSchema schema = view.Schema;
        if (SchemaView.Alternatives(schema) is { Count: > 0 } alternatives)
        {
            return ReadUnion(schema, alternatives, place);
        }

        JsonSchemaType type = (schema.Type ?? 0) & ~JsonSchemaType.Null;
        if (schema.Enum is { Count: > 0 } values)
        {
            return type is 0 or JsonSchemaType.String
                ? Define(TypeKind.Enum, place, name => ReadEnum(values, view, place, name))
                : Unsupported(place, "only enumerations of strings are supported");
        }

        return type switch
        {
            JsonSchemaType.String => schema.Format switch
            {
                "date-time" => TypeReference.DateTime,
                "byte" => TypeReference.Bytes,
                _ => TypeReference.Text,
            },
            JsonSchemaType.Boolean => TypeReference.Boolean,
            JsonSchemaType.Integer => TypeReference.Number(schema.Format == "int32" ? "int" : "long"),
            JsonSchemaType.Number => TypeReference.Number(schema.Format switch { "int32" => "int", "int64" => "long", _ => "decimal" }),
            JsonSchemaType.Array => ReadList(schema, place),
            JsonSchemaType.Object or 0 when schema.Properties is { Count: > 0 } =>
                Define(TypeKind.Model, place, name => ReadModel(schema, view, place, name)),
            JsonSchemaType.Object when schema.AdditionalProperties is { Type: not null } =>
                Unsupported(place, "its additionalProperties have a schema"),
            JsonSchemaType.Object => TypeReference.Map,
            _ => TypeReference.Any,
        };
    }

    /// <summary>Reports a model whose items have no ids to distinguish them, which is how the client finds a page that comes twice.</summary>
    public void RequireId(TypeReference item, string operationId)
    {
        ModelType items = _definitions.OfType<ModelType>().First(model => model.Name == item.Name);
        if (items.Members.All(member => member is not { Name: "Id", Type.Kind: TypeKind.Text }))
        {
            problems.Add($"The pages of '{operationId}' have numbers, but their items have no 'id' that is a string.", operationId);
        }
    }

    private TypeReference ReadReference(SchemaView view, string component, string place)
    {
        if (_references.TryGetValue(component, out TypeReference? known))
        {
            return known;
        }

        // Objects are registered before their members are read. Anything else that contains itself, such as a list, would recurse endlessly.
        if (!_open.Add(component))
        {
            return Unsupported(place, $"the schema '{component}' contains itself");
        }

        TypeReference type = view.Target is { } target
            ? Read(target, component)
            : Unsupported(place, $"it refers to the schema '{component}', which is not in the contract");
        _open.Remove(component);
        return type;
    }

    private TypeReference ReadUnion(IOpenApiSchema schema, IReadOnlyList<IOpenApiSchema> alternatives, string place)
    {
        bool IsTrueOrFalse(IOpenApiSchema one) =>
            one.Enum is { Count: > 0 } && Values(one.Enum).All(value => value is "true" or "false");

        bool IsPlain(IOpenApiSchema one) =>
            one is OpenApiSchema { Enum: null or { Count: 0 }, Properties: null or { Count: 0 } } && SchemaView.Alternatives(one).Count == 0;

        if (schema.AllOf is { Count: > 0 } || schema.Properties is { Count: > 0 })
        {
            return Unsupported(place, "it combines schemas with allOf, or with members of its own");
        }

        if (alternatives.Count == 2 && alternatives.Any(IsTrueOrFalse) && alternatives.Any(one => one.Type == JsonSchemaType.Boolean))
        {
            // The client reads either form.
            return TypeReference.Boolean;
        }

        return alternatives.All(IsPlain)
            ? TypeReference.Any
            : Unsupported(place, "it is a choice between schemas that are not all plain JSON types");
    }

    private TypeReference ReadList(IOpenApiSchema schema, string place)
    {
        SchemaView items = SchemaView.Of(schema.Items ?? new OpenApiSchema());
        TypeReference item = Read(items, place);
        return TypeReference.List(item, items.Nullable && item.Kind != TypeKind.Any);
    }

    private ModelType ReadModel(IOpenApiSchema schema, SchemaView view, string place, string name)
    {
        List<Member> members = [];
        foreach (var (wireName, memberSchema) in schema.Properties!)
        {
            string memberPlace = $"{place}.{wireName}";
            SchemaView member = SchemaView.Of(memberSchema);
            string? obsolete = Descriptions.Obsolete(memberSchema.Deprecated, memberSchema.Extensions);
            members.Add(new Member(
                wireName,
                names.Find(Names.Members, memberPlace) ?? Identifiers.Pascal(wireName),
                Read(member, memberPlace),
                // C# does not allow an obsolete member to be required.
                Required: obsolete is null && (schema.Required?.Contains(wireName) ?? false),
                member.Nullable,
                Descriptions.Of(member.Description, member.Example, wireName),
                obsolete));
        }

        return new ModelType(place, name, Descriptions.Of(view.Description, null, place), members);
    }

    private EnumType ReadEnum(IList<JsonNode> nodes, SchemaView view, string place, string name)
    {
        IReadOnlyDictionary<string, string> descriptions = Descriptions.OfValues(view.Schema.Extensions);
        string[] all = [.. Values(nodes)];
        string[] shown = names.Find(Names.Values, place)?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? all;
        List<EnumValue> values =
        [
            .. shown.Select(value => new EnumValue(
                value,
                names.Find(Names.Members, $"{place}.{value}") ?? Identifiers.Pascal(value),
                descriptions.GetValueOrDefault(value))),
        ];
        foreach (string unknown in descriptions.Keys.Except(all))
        {
            problems.Add($"'{place}' describes the value '{unknown}', which it does not have.", place);
        }

        foreach (string unknown in shown.Except(all))
        {
            problems.Add($"names.yaml lists the value '{unknown}' of '{place}', which it does not have.", place);
        }

        Collisions.Report(place, name, values.Select(value => (value.WireValue, value.Name)), Collisions.EnumMembers, problems);
        return new EnumType(place, name, Descriptions.Of(view.Description, null, place), values) { All = all };
    }

    /// <summary>The JSON strings. The reader represents null as a sentinel value.</summary>
    private static IEnumerable<string> Values(IEnumerable<JsonNode> nodes) =>
        nodes.Where(node => node is not null && !node.IsJsonNullSentinel()).Select(node => node.ToString()).Distinct();

    private TypeReference Define(TypeKind kind, string place, Func<string, TypeDefinition> read)
    {
        if (_references.TryGetValue(place, out TypeReference? known))
        {
            return known;
        }

        string? name = names.Find(Names.Types, place);
        if (name is null)
        {
            problems.Add($"'{place}' has no C# type: add \"{place}: TypeName\" to '{Names.Types}' in names.yaml.", place);
        }

        // Registered before it is read, because a schema may contain itself.
        var reference = new TypeReference(kind, name ?? Identifiers.Pascal(place));
        _references.Add(place, reference);
        _definitions.Add(read(reference.Name));
        return reference;
    }

    private TypeReference Unsupported(string place, string why)
    {
        problems.Add($"'{place}' cannot be generated: {why}.", place);
        return TypeReference.Any;
    }
}
