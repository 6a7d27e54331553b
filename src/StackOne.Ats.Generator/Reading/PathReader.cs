using System.Text.RegularExpressions;
using Microsoft.OpenApi;
using StackOne.Ats.Generator.Model;

namespace StackOne.Ats.Generator.Reading;

/// <summary>Reads the parameters in the path of an operation.</summary>
internal sealed partial class PathReader(Names names, TypeReader types, Problems problems)
{
    /// <summary>Names that a generated method uses for its own parameters and variables.</summary>
    private static readonly string[] TakenParameters = ["request", "query", "call", "parameters", "prefer", "cancellationToken"];

    public IReadOnlyList<PathParameter> Read(string id, string path, IOpenApiParameter[] parameters, bool takesAccount)
    {
        List<PathParameter> found = [];
        foreach (string wireName in PlaceholderPattern().Matches(path).Select(match => match.Groups[1].Value))
        {
            IOpenApiParameter? parameter = parameters.FirstOrDefault(one => one.In == ParameterLocation.Path && one.Name == wireName);
            if (parameter is null)
            {
                problems.Add($"The operation '{id}' has '{{{wireName}}}' in its path, but no path parameter of that name.", id);
                continue;
            }

            string name = Identifiers.Camel(names.Find(Names.Members, $"{id}.{wireName}") ?? wireName);
            if (TakenParameters.Contains(name) || (takesAccount && name == "accountId") || found.Exists(other => other.Name == name))
            {
                problems.Add(
                    $"The path parameter '{id}.{wireName}' would be named {name}, which conflicts with another parameter of the method: "
                    + $"add \"{id}.{wireName}: OtherName\" to '{Names.Members}' in names.yaml.",
                    id);
            }

            IOpenApiSchema schema = parameter.Schema ?? new OpenApiSchema { Type = JsonSchemaType.String };
            TypeReference type = types.Read(SchemaView.Of(schema), $"{id}.{wireName}");
            if (type.Kind != TypeKind.Text && type.Name != "long")
            {
                problems.Add(
                $"The path parameter '{id}.{wireName}' cannot be generated: it must be a string, or a number with the format int64.", id);
            }

            found.Add(new PathParameter(wireName, name, type, Descriptions.Of(parameter.Description, null, wireName)));
        }

        return found;
    }

    [GeneratedRegex(@"\{([^}]+)\}")]
    private static partial Regex PlaceholderPattern();
}
