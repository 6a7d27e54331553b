using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace StackOne.Ats.Client.Serialization;

/// <summary>Rejects a model that would write an additional member and one of its own members under the same name.</summary>
/// <remarks>
/// The JSON would contain that name twice, and which value counts would depend on the reader (RFC 8259, section 4). The check uses the metadata
/// of System.Text.Json, so that generated code does not repeat it. A model without additional members costs one property read. The name of a
/// member that is null is allowed: it has a value that did not fit the member, or it is from the time before the library knew the member.
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
                        Check(model, additional, type);
                    }
                };
            }
        }
    }

    private static void Check(object model, IDictionary<string, JsonElement> additional, JsonTypeInfo type)
    {
        foreach (JsonPropertyInfo property in type.Properties)
        {
            // A lookup in the dictionary would use its comparer, which may treat names as equal that JSON does not.
            if (!property.IsExtensionData && additional.Keys.Contains(property.Name, StringComparer.Ordinal) && IsWritten(property, model))
            {
                // The contract defines the name: it is not personal data.
                throw new InvalidMemberException(
                    $"AdditionalProperties contains \"{property.Name}\", which is a property of the model and has a value. Remove one of the two.",
                    $".AdditionalProperties[\"{property.Name}\"]");
            }
        }
    }

    /// <summary>Whether the property is in the JSON: its value is not null, or the null is written for a partial update.</summary>
    private static bool IsWritten(JsonPropertyInfo property, object model) =>
        property.Get?.Invoke(model) is not null || property.ShouldSerialize?.Invoke(model, null) == true;
}
