using System.Security.Cryptography;
using System.Text;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using StackOne.Ats.Generator.Model;

namespace StackOne.Ats.Generator.Reading;

/// <summary>Reads the text of a contract and its names into an <see cref="Api"/>.</summary>
internal static class ContractReader
{
    /// <exception cref="GenerationException">The contract contains something that cannot be generated or has no name.</exception>
    public static Api Read(string contract, string namesYaml)
    {
        var problems = new Problems();
        OpenApiDocument document = Parse(contract, problems);
        try
        {
            return Read(document, contract, namesYaml, problems);
        }
        catch (InvalidOperationException exception)
        {
            // References are resolved on demand. Circular references throw this exception.
            problems.Add($"The contract cannot be read: {exception.Message}");
            problems.ThrowIfAny();
            throw;
        }
    }

    private static Api Read(OpenApiDocument document, string contract, string namesYaml, Problems problems)
    {
        Names names = Names.Parse(namesYaml, problems);

        var types = new TypeReader(names, problems);
        var queries = new QueryReader(names, types, problems);
        var reader = new OperationReader(names, types, queries, problems);
        List<Operation> operations =
        [
            .. from path in document.Paths
               from method in path.Value.Operations ?? []
               let operation = reader.Read(path.Key, path.Value, method.Key, method.Value)
               where operation is not null
               select operation,
        ];

        ReportSameNames(operations, problems);
        IReadOnlyList<TypeDefinition> definitions = Usage.Apply(
            Collisions.Merge([.. types.Definitions, .. queries.Definitions], problems),
            operations);
        foreach (ModelType model in definitions.OfType<ModelType>())
        {
            Collisions.Report(
                model.Place,
                model.Name,
                model.Members.Select(member => (member.WireName, member.Name)),
                Collisions.OfModel(model),
                problems);
        }

        List<Group> groups =
        [
            .. operations
                .GroupBy(operation => operation.Group)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new Group(group.Key, Summary(group.Key, group.First().Id, document, names), [.. group])),
        ];

        names.ReportUnused(problems);
        problems.ThrowIfAny();
        return new Api(groups, operations, definitions, Hash(contract, namesYaml));
    }

    private static OpenApiDocument Parse(string contract, Problems problems)
    {
        if (string.IsNullOrWhiteSpace(contract))
        {
            problems.Add("The contract is empty.");
            problems.ThrowIfAny();
        }

        var settings = new OpenApiReaderSettings();
        settings.AddYamlReader();
        ReadResult? result = null;
        try
        {
            result = OpenApiDocument.Parse(contract, "yaml", settings);
        }
        catch (Exception exception)
        {
            // The reader does not document its exceptions, and its parsers throw many types: format, URI, cast and others.
            problems.Add($"The contract is not a readable OpenAPI document: {exception.Message}");
            problems.ThrowIfAny();
        }

        foreach (OpenApiError error in result!.Diagnostic?.Errors ?? [])
        {
            // Some errors have their pointer at the end of the message only.
            string message = $"The contract is not a valid OpenAPI document: {error.Message} {error.Pointer}".TrimEnd();
            problems.Add(message, message[(message.LastIndexOf(' ') + 1)..]);
        }

        problems.ThrowIfAny();
        return result.Document!;
    }

    private static void ReportSameNames(List<Operation> operations, Problems problems)
    {
        foreach (IGrouping<string, Operation> same in operations.GroupBy(one => one.Field).Where(one => one.Count() > 1))
        {
            problems.Add(
                $"The operations {string.Join(" and ", same.Select(one => $"'{one.Id}'"))} have the same name, "
                + $"{same.First().Group}.{same.First().Method}: give each a unique name in '{Names.Operations}' in names.yaml.",
                same.First().Id);
        }
    }

    private static string Summary(string group, string operationId, OpenApiDocument document, Names names)
    {
        string? tag = document.Paths.Values
            .SelectMany(item => item.Operations ?? [])
            .First(operation => operation.Value.OperationId == operationId)
            .Value.Tags?.FirstOrDefault()?.Name;
        return Descriptions.Of(
            names.Find(Names.Groups, group) ?? document.Tags?.FirstOrDefault(one => one.Name == tag)?.Description,
            null,
            tag ?? group);
    }

    /// <summary>Independent of the line endings of the checkout.</summary>
    private static string Hash(string contract, string names) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes((contract + names).ReplaceLineEndings("\n"))));
}
