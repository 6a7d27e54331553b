using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace StackOne.Ats.Client.Serialization;

/// <summary>Rejects a model whose additional members have the name of one of its own members.</summary>
/// <remarks>
/// The JSON would contain that name twice, and which value counts would depend on the reader (RFC 8259, section 4). The check uses the metadata
/// of System.Text.Json, so that generated code does not repeat it. A model without additional members costs one property read.
/// </remarks>
internal static class AdditionalMembers
{
    internal static void Guard(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        foreach (JsonPropertyInfo property in type.Properties)
        {
            if (property is { IsExtensionData: true, Get: { } get })
            {
                type.OnSerializing += model =>
                {
                    if (get(model) is IDictionary<string, JsonElement> { Count: > 0 } additional)
                    {
                        Check(additional, type);
                    }
                };
            }
        }
    }

    private static void Check(IDictionary<string, JsonElement> additional, JsonTypeInfo type)
    {
        HashSet<string> known = [.. type.Properties.Where(property => !property.IsExtensionData).Select(property => property.Name)];
        // A lookup in the dictionary would use its comparer, which may treat names as equal that JSON does not.
        foreach ((string name, _) in additional)
        {
            if (known.Contains(name))
            {
                // The contract defines the name: it is not personal data.
                throw new InvalidMemberException(
                    $"AdditionalProperties holds \"{name}\", which the model has a member for: set that one instead.",
                    $".AdditionalProperties[\"{name}\"]");
            }
        }
    }
}
