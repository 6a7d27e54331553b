using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Tests.Support;

/// <summary>The models that have JSON metadata: a new one is tested as soon as it is generated.</summary>
internal static class ModelTypes
{
    private static readonly Assembly Library = typeof(Candidate).Assembly;

    /// <summary>By name: the metadata of each model that is a body, and of those within it.</summary>
    internal static IReadOnlyDictionary<string, JsonSerializerContext> Contexts { get; } = Library.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(JsonSerializerContext)) && type.Namespace == "StackOne.Ats.Client.Generated")
        .ToDictionary(type => type.Name, type => (JsonSerializerContext)type.GetProperty("Default")!.GetValue(null)!);

    /// <summary>Every model with the first context that has it.</summary>
    internal static IReadOnlyDictionary<Type, JsonSerializerContext> All { get; } = Library.GetExportedTypes()
        .Where(type => type is { IsClass: true, IsGenericType: false } && type.Namespace == typeof(Candidate).Namespace)
        .Select(type => (Type: type, Context: Contexts.Values.FirstOrDefault(context => Has(context, type))))
        .Where(one => one.Context is not null)
        .ToDictionary(one => one.Type, one => one.Context!);

    /// <summary>As the client reads and writes the model in any of its contexts.</summary>
    internal static IEnumerable<JsonTypeInfo> TypeInfos(Type model) => Contexts.Values
        .Where(context => Has(context, model))
        .Select(context => ModelJson.Options(context).GetTypeInfo(model));

    private static bool Has(JsonSerializerContext context, Type model) =>
        ((IJsonTypeInfoResolver)context).GetTypeInfo(model, context.Options) is { Kind: JsonTypeInfoKind.Object };
}
