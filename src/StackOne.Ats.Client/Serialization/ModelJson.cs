using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace StackOne.Ats.Client.Serialization;

/// <summary>Adds to the generated JSON metadata what is the same for all models, so that generated code does not repeat it.</summary>
internal static class ModelJson
{
    /// <summary>The depth of JSON that Utf8JsonWriter can write, so that what is read can be sent back.</summary>
    internal const int MaxDepth = 1000;

    /// <summary>The options of all clients, because metadata is costly to prepare.</summary>
    internal static JsonSerializerOptions Shared { get; } = Options(UsedModels.Instance);

    /// <param name="models">The metadata of the models.</param>
    /// <param name="modifier">A further change of the metadata.</param>
    internal static JsonSerializerOptions Options(IJsonTypeInfoResolver models, Action<JsonTypeInfo>? modifier = null)
    {
        var resolver = models
            .WithAddedModifier(PartialUpdates.Apply)
            .WithAddedModifier(RenameIgnored)
            .WithAddedModifier(AdditionalMembers.Guard)
            .WithAddedModifier(FileContents.Guard);
        return new()
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            MaxDepth = MaxDepth,
            Converters = { new DateTimeOffsetJsonConverter(), new BooleanJsonConverter(), new MapJsonConverter(), new AnyJsonConverter() },
            TypeInfoResolver = modifier is null ? resolver : resolver.WithAddedModifier(modifier),
        };
    }

    /// <summary>Properties that are not in the JSON still have a name there: an additional member of that name would be lost.</summary>
    /// <remarks>They cannot be removed, because the metadata for .NET 8 has them as parameters of the constructor. No JSON has the new name.</remarks>
    private static void RenameIgnored(JsonTypeInfo type)
    {
        foreach (JsonPropertyInfo property in type.Properties)
        {
            if (property is { Get: null, Set: null })
            {
                property.Name = $"\0{property.Name}";
            }
        }
    }
}

/// <summary>Thrown when a member of a request has a value that cannot be written.</summary>
/// <remarks>The message contains no values, because they may be personal data.</remarks>
/// <param name="message">What is wrong.</param>
/// <param name="place">The member's place within the model, as the end of a JSON path.</param>
internal sealed class InvalidMemberException(string message, string place) : JsonException(message)
{
    internal string Place => place;
}
