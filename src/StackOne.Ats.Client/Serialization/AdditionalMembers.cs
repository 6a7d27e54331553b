using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace StackOne.Ats.Client.Serialization;

/// <summary>Rejects a model whose additional members have the name of one of its own members.</summary>
/// <remarks>
/// The JSON would contain that name twice, and which value counts would depend on the reader (RFC 8259, section 4). The check uses the metadata
/// of System.Text.Json, so that generated code does not repeat it. A model without additional members costs one property read.
/// </remarks>
internal static class AdditionalMembers
{
    /// <summary>The context's options, with the check added to every model.</summary>
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
                // A lookup in the dictionary would use its comparer, which may treat names as equal that JSON does not.
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

/// <summary>The exception thrown when an additional member has the name of a member of the model.</summary>
/// <remarks>The name in the message is one that the contract defines, and so not personal data.</remarks>
internal sealed class KnownMemberException(string name)
    : JsonException($"AdditionalProperties holds \"{name}\", which the model has a member for: set that one instead.")
{
    /// <summary>The member's place within the model, as the end of a JSON path.</summary>
    internal string Place => $".AdditionalProperties[\"{name}\"]";
}
