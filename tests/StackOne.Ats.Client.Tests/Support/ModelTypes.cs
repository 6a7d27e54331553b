using System.Text.Json.Serialization.Metadata;
using StackOne.Ats.Client.Generated;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Serialization;
using StackOne.Ats.Client.Webhooks;

namespace StackOne.Ats.Client.Tests.Support;

/// <summary>The models that have JSON metadata: a new one is tested as soon as there is metadata of it.</summary>
internal static class ModelTypes
{
    /// <summary>The JSON of each group of operations, and of webhooks.</summary>
    internal static IReadOnlyList<ModelJson> Groups { get; } = [.. Operations.All.Select(operation => operation.Models).Distinct(), EventReader.Json];

    /// <summary>Every model with the first group that has it.</summary>
    internal static IReadOnlyDictionary<Type, ModelJson> All { get; } = typeof(Candidate).Assembly.GetExportedTypes()
        .Where(type => type is { IsClass: true, IsGenericType: false } && type.Namespace == typeof(Candidate).Namespace)
        .Select(type => (Type: type, Json: Groups.FirstOrDefault(json => Has(json, type))))
        .Where(one => one.Json is not null)
        .ToDictionary(one => one.Type, one => one.Json!);

    /// <summary>As the client reads and writes the model in each of its groups.</summary>
    internal static IEnumerable<JsonTypeInfo> TypeInfos(Type model) =>
        Groups.Where(json => Has(json, model)).Select(json => json.Options.GetTypeInfo(model));

    internal static bool Has(ModelJson json, Type model) =>
        json.Options.TryGetTypeInfo(model, out JsonTypeInfo? type) && type.Kind == JsonTypeInfoKind.Object;
}
