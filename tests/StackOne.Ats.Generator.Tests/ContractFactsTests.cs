using System.Security.Cryptography;
using System.Text;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace StackOne.Ats.Generator.Tests;

/// <summary>
/// Holds the contract to the facts of the API: names, paths, types, nullability, enumerations and deprecation. The descriptions are free.
/// </summary>
public class ContractFactsTests
{
    /// <summary>The SHA-256 of the facts as <see cref="Facts"/> writes them, taken from StackOne's own description of 2026-08-14.</summary>
    private const string Expected = "17e98d1d2ec7b627667aa2d35938821d17316c06b32fbfb64f9a7488b3fa8309";

    private static readonly OpenApiDocument Document = Read();

    [Fact]
    public void Contract_Operations_AreAll76() =>
        Assert.Equal(76, Document.Paths.SelectMany(path => path.Value.Operations!).Select(one => one.Value.OperationId).Distinct().Count());

    [Fact]
    public void Contract_Schemas_AreAllReachable()
    {
        HashSet<string> reached = [];
        foreach (OpenApiOperation operation in Document.Paths.SelectMany(path => path.Value.Operations!.Values))
        {
            Reach(operation.RequestBody?.Content, reached);
            foreach (IOpenApiResponse response in operation.Responses!.Values)
            {
                Reach(response.Content, reached);
            }
        }

        Assert.Equal(185, Document.Components!.Schemas!.Count);
        Assert.Empty(Document.Components.Schemas.Keys.Except(reached));
    }

    [Fact]
    public void Contract_Facts_AreThoseOfTheApi()
    {
        string facts = string.Concat(Facts().Order(StringComparer.Ordinal).Select(fact => fact + "\n"));

        Assert.Equal(Expected, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(facts))));
    }

    [Fact]
    public void Contract_Descriptions_AreThere()
    {
        Assert.All(Document.Components!.Schemas!, schema =>
        {
            Assert.False(string.IsNullOrWhiteSpace(schema.Value.Description), schema.Key);
            Assert.All(schema.Value.Properties!, member =>
                Assert.False(string.IsNullOrWhiteSpace(member.Value.Description), $"{schema.Key}.{member.Key}"));
        });
        Assert.DoesNotContain("TODO", ContractFiles.Read(FullPath()), StringComparison.Ordinal);
    }

    /// <summary>One line for each operation, parameter and member.</summary>
    private static IEnumerable<string> Facts()
    {
        foreach (var (path, item) in Document.Paths)
        {
            foreach (var (method, operation) in item.Operations!)
            {
                var (status, success) = operation.Responses!.Single(response => response.Key[0] == '2');
                string body = operation.RequestBody is { } request ? Name(request.Content!.Single().Value.Schema!) : "-";
                bool prefer = operation.Parameters!.Any(parameter => parameter.Name == "Prefer");
                yield return $"{operation.OperationId} {method} {path} [{string.Join(',', operation.Tags!.Select(tag => tag.Name))}] {body} "
                    + $"{status} {Name(success.Content!.Single().Value.Schema!)}"
                    + (prefer ? "" : " no_prefer") + (operation.Deprecated ? " deprecated" : "");
                foreach (IOpenApiParameter parameter in operation.Parameters!.Where(one => one.In == ParameterLocation.Query))
                {
                    foreach (string line in Query(parameter))
                    {
                        yield return $"{operation.OperationId} {line}";
                    }
                }
            }
        }

        foreach (var (name, schema) in Document.Components!.Schemas!)
        {
            foreach (var (member, type) in schema.Properties!)
            {
                string required = schema.Required?.Contains(member) == true ? "!" : "";
                yield return $"{name}.{member}{required}{(type.Deprecated ? "~" : "")} {Notation(type)}";
            }
        }
    }

    private static IEnumerable<string> Query(IOpenApiParameter parameter) => parameter.Schema!.Properties is { Count: > 0 } members
        ? members.Select(member => $"{parameter.Name}[{member.Key}] {Notation(member.Value)}")
        : [$"{parameter.Name}{(parameter.Deprecated ? "~" : "")} {Notation(parameter.Schema)}"];

    private static string Notation(IOpenApiSchema schema)
    {
        if (schema is OpenApiSchemaReference)
        {
            return Name(schema);
        }

        IOpenApiSchema[] parts = [.. (schema.OneOf ?? []).Concat(schema.AllOf ?? [])];
        string nullable = (schema.Type ?? 0).HasFlag(JsonSchemaType.Null) || parts.Any(part => part.Type == JsonSchemaType.Null) ? "?" : "";
        if (parts.Length > 0)
        {
            return string.Join('|', parts.Where(part => part.Type != JsonSchemaType.Null).Select(Notation))
                .Replace("string|number|boolean|object|[]", "any", StringComparison.Ordinal)
                .Replace("closed_", "", StringComparison.Ordinal) + nullable;
        }

        if (schema.Enum is { Count: > 0 } values)
        {
            string open = schema.Extensions?.ContainsKey("x-speakeasy-unknown-values") == true ? "" : "closed_";
            return $"{open}enum({string.Join(',', values.Where(value => value?.IsJsonNullSentinel() == false).Select(value => value.ToString()))}){nullable}";
        }

        return (schema.Type & ~JsonSchemaType.Null) switch
        {
            JsonSchemaType.String => schema.Format == "date-time" ? "datetime" : "string",
            JsonSchemaType.Number => "number",
            JsonSchemaType.Boolean => "boolean",
            JsonSchemaType.Object => "object",
            JsonSchemaType.Array => schema.Items is OpenApiSchema { Type: null } ? "[]" : $"[{Notation(schema.Items!)}]",
            _ => "any",
        } + nullable;
    }

    private static string Name(IOpenApiSchema schema) => ((OpenApiSchemaReference)schema).Reference.Id!;

    private static void Reach(IDictionary<string, IOpenApiMediaType>? content, HashSet<string> reached)
    {
        foreach (IOpenApiMediaType media in content?.Values ?? [])
        {
            Reach(media.Schema!, reached);
        }
    }

    private static void Reach(IOpenApiSchema? schema, HashSet<string> reached)
    {
        if (schema is null || (schema is OpenApiSchemaReference reference && !reached.Add(reference.Reference.Id!)))
        {
            return;
        }

        foreach (IOpenApiSchema part in (schema.Properties?.Values ?? []).Concat(schema.OneOf ?? []).Concat(schema.AllOf ?? []).Append(schema.Items!))
        {
            Reach(part, reached);
        }
    }

    private static string FullPath() => Path.Combine(GenerationJob.FindRoot(AppContext.BaseDirectory)!, GenerationJob.All[0].Contract);

    private static OpenApiDocument Read()
    {
        var settings = new OpenApiReaderSettings();
        settings.AddYamlReader();
        return OpenApiDocument.Parse(ContractFiles.Read(FullPath()), "yaml", settings).Document!;
    }
}
