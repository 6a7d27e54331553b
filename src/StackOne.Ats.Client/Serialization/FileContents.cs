using System.Text.Json.Serialization.Metadata;

namespace StackOne.Ats.Client.Serialization;

/// <summary>Rejects a file without bytes, in any request that has one.</summary>
/// <remarks>
/// <c>Content = file</c> converts an array that is null to memory of no bytes. The provider would store an empty document.
/// </remarks>
internal static class FileContents
{
    internal static void Guard(JsonTypeInfo type)
    {
        foreach (JsonPropertyInfo property in type.Properties)
        {
            if (property.PropertyType == typeof(ReadOnlyMemory<byte>?) && property.Get is { } get)
            {
                property.Get = model => get(model) switch
                {
                    ReadOnlyMemory<byte> { IsEmpty: true } =>
                        throw new InvalidMemberException($"\"{property.Name}\" has no bytes: set it to null to send none.", string.Empty),
                    var value => value,
                };
            }
        }
    }
}
