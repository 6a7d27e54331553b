using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace StackOne.Ats.Client.Serialization;

/// <summary>Adds to the generated JSON metadata what is the same for all models, so that generated code does not repeat it.</summary>
internal static class ModelJson
{
    /// <summary>The options of all clients, because metadata is costly to prepare.</summary>
    internal static JsonSerializerOptions Shared { get; } = Options(UsedModels.Instance);

    internal static JsonSerializerOptions Options(IJsonTypeInfoResolver models) => new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = JsonText.MaxKeptDepth,
        TypeInfoResolver = models.WithAddedModifier(AdditionalMembers.Guard).WithAddedModifier(PartialUpdates.Apply),
    };
}

/// <summary>Thrown when a member of a request has a value that cannot be written.</summary>
/// <remarks>The message contains no values, because they may be personal data.</remarks>
/// <param name="message">What is wrong.</param>
/// <param name="place">The member's place within the model, as the end of a JSON path.</param>
internal sealed class InvalidMemberException(string message, string place) : JsonException(message)
{
    internal string Place => place;
}
