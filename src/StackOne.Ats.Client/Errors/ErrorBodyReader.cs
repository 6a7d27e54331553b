using System.Buffers;
using System.Text.Json;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Errors;

/// <summary>
/// Reads an error body as far as it goes. A member that is missing, of the wrong type or cut off costs nothing but itself, and what has no
/// place in the typed body stays in <c>AdditionalProperties</c>.
/// </summary>
internal static class ErrorBodyReader
{
    /// <summary>The body, or null where it does not begin as a JSON object with a member in it.</summary>
    internal static StackOneError? Read(ReadOnlySequence<byte> body)
    {
        ReadOnlySequence<byte> readable = JsonText.Repair(body);
        Dictionary<string, JsonElement> members = ReadMembers(JsonText.Prune(readable) ?? readable);
        if (members.Count == 0)
        {
            return null;
        }

        return new StackOneError
        {
            StatusCode = Take(members, "statusCode", AsInt),
            Message = Take(members, "message", AsString),
            Timestamp = Take(members, "timestamp", AsDate),
            Data = Take(members, "data", AsData),
            ProviderErrors = Take(members, "provider_errors", AsProviderErrors) ?? [],
            AdditionalProperties = members,
        };
    }

    /// <summary>The members up to the end, or to where the body is cut or stops being JSON.</summary>
    private static Dictionary<string, JsonElement> ReadMembers(ReadOnlySequence<byte> body)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(body, JsonText.Deep);
        try
        {
            // The brace; after anything else no member follows.
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                string name = reader.GetString()!;
                members[name] = JsonElement.ParseValue(ref reader);
            }
        }
        catch (JsonException)
        {
            // Not JSON from here on. The text is in RawBody.
        }

        return members;
    }

    /// <summary>Moves a member out of the rest, if it is what it should be; null, the contract's "none", counts as absent.</summary>
    private static T? Take<T>(Dictionary<string, JsonElement> members, string name, Func<JsonElement, T?> read)
    {
        if (!members.TryGetValue(name, out JsonElement element))
        {
            return default;
        }

        T? value = element.ValueKind == JsonValueKind.Null ? default : read(element);
        if (value is not null || element.ValueKind == JsonValueKind.Null)
        {
            members.Remove(name);
        }

        return value;
    }

    private static int? AsInt(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int value) ? value : null;

    private static string? AsString(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    private static DateTimeOffset? AsDate(JsonElement element) =>
        element.ValueKind == JsonValueKind.String && element.TryGetDateTimeOffset(out DateTimeOffset value) ? value : null;

    private static JsonElement? AsAny(JsonElement element) => element;

    private static StackOneErrorData? AsData(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        Dictionary<string, JsonElement> members = MembersOf(element);
        return new StackOneErrorData
        {
            StatusCode = Take(members, "statusCode", AsInt),
            Message = Take(members, "message", AsString),
            Headers = Take(members, "headers", AsAny),
            AdditionalProperties = members,
        };
    }

    private static List<StackOneProviderError>? AsProviderErrors(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray().Select(AsProviderError)] : null;

    private static StackOneProviderError AsProviderError(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return new StackOneProviderError { Raw = element };
        }

        Dictionary<string, JsonElement> members = MembersOf(element);
        return new StackOneProviderError
        {
            Status = Take(members, "status", AsInt),
            Url = Take(members, "url", AsString),
            Raw = Take(members, "raw", AsAny),
            Headers = Take(members, "headers", AsAny),
            AdditionalProperties = members,
        };
    }

    private static Dictionary<string, JsonElement> MembersOf(JsonElement element)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (JsonProperty property in element.EnumerateObject())
        {
            members[property.Name] = property.Value;
        }

        return members;
    }
}
