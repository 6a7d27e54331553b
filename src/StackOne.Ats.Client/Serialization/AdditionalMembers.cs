using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace StackOne.Ats.Client.Serialization;

/// <summary>
/// Refuses to write a model whose additional members have the name of a member of its own: the JSON would have that name twice, and which
/// value counts would depend on who reads it (RFC 8259, section 4).
/// </summary>
/// <remarks>
/// It goes by what System.Text.Json knows of each model, so that generated code need not repeat it. A model without additional members
/// costs a look at that one property.
/// </remarks>
internal static class AdditionalMembers
{
    /// <summary>The context's options, with every model guarded.</summary>
    internal static JsonSerializerOptions Guard(JsonSerializerContext context) =>
        new(context.Options) { TypeInfoResolver = context.WithAddedModifier(Guard) };

    private static void Guard(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object || type.Properties.FirstOrDefault(property => property.IsExtensionData) is not { Get: { } get })
        {
            return;
        }

        HashSet<string> known = [.. type.Properties.Where(property => !property.IsExtensionData).Select(property => property.Name)];
        type.OnSerializing = model =>
        {
            if (get(model) is IDictionary<string, JsonElement> { Count: > 0 } additional)
            {
                // Not by asking the dictionary for each: its comparer may take names for the same that JSON does not.
                foreach ((string name, _) in additional)
                {
                    if (known.Contains(name))
                    {
                        throw new KnownMemberException(name);
                    }
                }
            }
        };
    }
}

/// <summary>An additional member has the name of one that the model has. Its name is the contract's, and no personal data.</summary>
internal sealed class KnownMemberException(string name)
    : JsonException($"AdditionalProperties holds \"{name}\", which the model has a member for: set that one instead.")
{
    /// <summary>Where it is within its model, as the end of a path.</summary>
    internal string Place => $".AdditionalProperties[\"{name}\"]";
}
