using System.Text.Json.Serialization.Metadata;

namespace StackOne.Ats.Client.Serialization;

/// <summary>A body of a PATCH, in which a null differs from an absent member (RFC 7396, section 1).</summary>
internal interface IPartialUpdate
{
    IReadOnlyCollection<string>? SetToNull { get; }

    /// <summary>The JSON name of a member, by its name in C# or in JSON; null if there is none of that name.</summary>
    string? WireName(string member);
}

/// <summary>Writes the nulls that a partial update lists. By default, members that are null are not written.</summary>
internal static class PartialUpdates
{
    private const string List = nameof(IPartialUpdate.SetToNull);

    /// <summary>The name of the list in JSON.</summary>
    private const string Name = "set_to_null";

    internal static void Apply(JsonTypeInfo type)
    {
        if (typeof(IPartialUpdate).IsAssignableFrom(type.Type))
        {
            WriteListedNulls(type);
        }
    }

    private static void WriteListedNulls(JsonTypeInfo type)
    {
        List<JsonPropertyInfo> members = [.. type.Properties.Where(property => !property.IsExtensionData && property.Name != Name)];
        foreach (JsonPropertyInfo property in type.Properties.Except(members).Where(property => !property.IsExtensionData))
        {
            // The list is in the JSON of an application that stores an update, and not in that of a request.
            (property.Get, property.Set) = (null, null);
        }

        foreach (JsonPropertyInfo member in members)
        {
            string name = member.Name;
            member.ShouldSerialize = (model, value) => value is not null || IsListed((IPartialUpdate)model, name);
        }

        type.OnSerializing += model => Check((IPartialUpdate)model, members);
    }

    private static bool IsListed(IPartialUpdate update, string wireName)
    {
        if (update.SetToNull is { Count: > 0 } names)
        {
            foreach (string name in names)
            {
                if (update.WireName(name) == wireName)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static void Check(IPartialUpdate update, List<JsonPropertyInfo> members)
    {
        foreach (string? name in update.SetToNull ?? [])
        {
            string wireName = (name is null ? null : update.WireName(name))
                ?? throw new InvalidMemberException(
                    $"{List} contains a name that is not that of a property of the model. Use nameof with the property, or its name in the API.",
                    $".{List}");
            if (members.Find(member => member.Name == wireName)?.Get?.Invoke(update) is not null)
            {
                throw new InvalidMemberException($"{List} contains \"{wireName}\", which has a value. Remove one of the two.", $".{List}");
            }
        }
    }
}
