using System.Text.Json.Serialization.Metadata;

namespace StackOne.Ats.Client.Serialization;

/// <summary>A body of a PATCH, in which a null differs from an absent member (RFC 7396, section 1).</summary>
internal interface IPartialUpdate
{
    IReadOnlyCollection<string>? SetToNull { get; }

    /// <summary>The JSON name of a member; null if there is none of that name.</summary>
    string? WireName(string member);
}

/// <summary>Writes the nulls that a partial update lists. By default, members that are null are not written.</summary>
internal static class PartialUpdates
{
    private const string List = nameof(IPartialUpdate.SetToNull);

    internal static void Apply(JsonTypeInfo type)
    {
        if (!typeof(IPartialUpdate).IsAssignableFrom(type.Type))
        {
            return;
        }

        foreach (JsonPropertyInfo property in type.Properties)
        {
            if (!property.IsExtensionData && property.Get is { } get)
            {
                string name = property.Name;
                bool required = property.IsRequired;
                property.ShouldSerialize = (model, value) => value is not null || required || IsListed((IPartialUpdate)model, name);
                type.OnSerializing += model => ThrowIfContradictory((IPartialUpdate)model, name, get);
            }
        }

        type.OnSerializing += model => ThrowIfUnknown((IPartialUpdate)model);
    }

    private static bool IsListed(IPartialUpdate update, string wireName) =>
        update.SetToNull?.Any(member => update.WireName(member) == wireName) == true;

    private static void ThrowIfContradictory(IPartialUpdate update, string wireName, Func<object, object?> get)
    {
        if (IsListed(update, wireName) && get(update) is not null)
        {
            throw new InvalidMemberException($"{List} names \"{wireName}\", which has a value: remove one of the two.", $".{List}");
        }
    }

    private static void ThrowIfUnknown(IPartialUpdate update)
    {
        if (update.SetToNull?.Any(member => member is null || update.WireName(member) is null) == true)
        {
            throw new InvalidMemberException($"{List} has a name that is not that of a member: use nameof.", $".{List}");
        }
    }
}
