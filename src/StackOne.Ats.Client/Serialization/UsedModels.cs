using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace StackOne.Ats.Client.Serialization;

/// <summary>The JSON metadata of the models of the operations that the application has used.</summary>
/// <remarks>
/// Each operation adds the contexts of its own models. A list of all of them would keep every model in a trimmed application, and make its start
/// slower.
/// </remarks>
internal sealed class UsedModels : IJsonTypeInfoResolver
{
    private readonly object _lock = new();
    private JsonSerializerContext[] _contexts = [];

    /// <summary>Those of all clients.</summary>
    internal static UsedModels Instance { get; } = new();

    internal void Add(JsonSerializerContext context)
    {
        lock (_lock)
        {
            if (!Array.Exists(_contexts, known => known.GetType() == context.GetType()))
            {
                _contexts = [.. _contexts, context];
            }
        }
    }

    /// <remarks>
    /// The options keep the result, also if it is null: a context must be added before its models are used. A model is in several contexts if
    /// several other models contain it. The first is used.
    /// </remarks>
    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options)
    {
        JsonSerializerContext[] contexts;
        lock (_lock)
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
