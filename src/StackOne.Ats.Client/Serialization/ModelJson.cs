using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace StackOne.Ats.Client.Serialization;

/// <summary>Adds to the generated JSON metadata what is the same for all models, so that generated code does not repeat it.</summary>
internal static class ModelJson
{
    /// <summary>The options of all clients, because metadata is costly to prepare. They know the models of <see cref="UsedModels"/>.</summary>
    internal static JsonSerializerOptions Shared { get; } = Options(new UsedModels());

    internal static JsonSerializerOptions Options(IJsonTypeInfoResolver models) => new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = JsonText.MaxKeptDepth,
        TypeInfoResolver = models.WithAddedModifier(AdditionalMembers.Guard).WithAddedModifier(PartialUpdates.Apply),
    };
}

/// <summary>The models of the operations that the application has used.</summary>
/// <remarks>
/// Each operation adds the contexts of its own models. A list of all of them would keep every model in a trimmed application, and make its start
/// slower.
/// </remarks>
internal sealed class UsedModels : IJsonTypeInfoResolver
{
    private static readonly object Lock = new();
    private static JsonSerializerContext[] _contexts = [];

    internal static void Add(JsonSerializerContext context)
    {
        lock (Lock)
        {
            if (!Array.Exists(_contexts, known => known.GetType() == context.GetType()))
            {
                _contexts = [.. _contexts, context];
            }
        }
    }

    /// <remarks>The options keep the result. A model is in several contexts if several others have it: the first is used.</remarks>
    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options)
    {
        JsonSerializerContext[] contexts;
        lock (Lock)
        {
            contexts = _contexts;
        }

        foreach (IJsonTypeInfoResolver context in contexts)
        {
            if (context.GetTypeInfo(type, options) is { } found)
            {
                return found;
            }
        }

        return null;
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
