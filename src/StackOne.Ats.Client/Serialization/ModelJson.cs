using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Refit;

namespace StackOne.Ats.Client.Serialization;

/// <summary>The JSON of the models of one group of operations.</summary>
/// <remarks>A trimmed application keeps the models of the groups that it uses: metadata for all models would keep every model.</remarks>
/// <param name="metadata">The generated metadata of the models.</param>
internal sealed class ModelJson(IJsonTypeInfoResolver metadata)
{
    /// <summary>The depth of JSON that Utf8JsonWriter can write, so that what is read can be sent back.</summary>
    internal const int MaxDepth = 1000;

    /// <summary>The depth of what <see cref="LenientReader"/> writes: an object in place of a list becomes one level deeper.</summary>
    internal const int MaxConvertedDepth = 2 * MaxDepth;

    private static readonly string IgnoredPrefix = Guid.NewGuid().ToString();

    private readonly ConcurrentDictionary<Type, TypeShape> _shapes = new();

    /// <summary>
    /// Reads and writes the models. Adds to the metadata what is the same for all models, so that generated code does not repeat it.
    /// </summary>
    internal JsonSerializerOptions Options { get; } = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = MaxDepth,
        Converters = { new DateTimeOffsetJsonConverter(), new BooleanJsonConverter(), new MapJsonConverter(), new AnyJsonConverter() },
        TypeInfoResolver = metadata
            .WithAddedModifier(PartialUpdates.Apply)
            .WithAddedModifier(RenameIgnored)
            .WithAddedModifier(AdditionalMembers.Guard)
            .WithAddedModifier(FileContents.Guard),
    };

    private JsonSerializerOptions MarkedOptions => field ??=
        new(Options) { TypeInfoResolver = Options.TypeInfoResolver!.WithAddedModifier(MarkedMembers.Unmark) };

    /// <summary>Refit's settings for these models. They are costly, and each view of a client creates Refit's interface again.</summary>
    internal RefitSettings RefitSettings => field ??= ModelSerializer.CreateSettings(this);

    /// <summary>Reads what <see cref="LenientReader"/> has written.</summary>
    /// <exception cref="UnreadableBodyException">It is deeper than could be sent back.</exception>
    internal object ReadConverted(ReadOnlySpan<byte> json, Type type)
    {
        try
        {
            return JsonSerializer.Deserialize(json, MarkedOptions.GetTypeInfo(type))!;
        }
        catch (JsonException)
        {
            // All of it fits the models.
            throw new UnreadableBodyException($"is nested deeper than {MaxDepth} levels");
        }
    }

    internal TypeShape ShapeOf(Type type) => _shapes.GetOrAdd(type, static (type, json) => TypeShape.Create(type, json), this);

    /// <summary>Properties that are not in the JSON still have a name there: an additional member of that name would be lost.</summary>
    /// <remarks>They cannot be removed, because the metadata for .NET 8 has them as parameters of the constructor. No server knows the new
    /// name.</remarks>
    private static void RenameIgnored(JsonTypeInfo type)
    {
        foreach (JsonPropertyInfo property in type.Properties)
        {
            if (property is { Get: null, Set: null })
            {
                property.Name = IgnoredPrefix + property.Name;
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
