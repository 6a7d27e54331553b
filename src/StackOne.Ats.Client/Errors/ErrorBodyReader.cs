using System.Globalization;
using System.Text.Json;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Errors;

/// <summary>Reads as much of an error body as is valid.</summary>
/// <remarks>
/// A member that is missing, of the wrong type or truncated does not affect the others, and what the typed body has no member for stays in
/// <c>AdditionalProperties</c>.
/// </remarks>
internal static class ErrorBodyReader
{
    /// <summary>The body; null if it does not begin as a JSON object with at least one member.</summary>
    internal static StackOneErrorBody? Read(ReadOnlyMemory<byte> body)
    {
        Dictionary<string, JsonElement> members = ReadMembers(JsonText.Repair(body));
        if (members.Count == 0)
        {
            return null;
        }

        return new StackOneErrorBody
        {
            StatusCode = Take(members, "statusCode", AsInt),
            Message = Take(members, "message", AsString),
            Timestamp = Take(members, "timestamp", AsDate),
            Data = Take(members, "data", AsData),
            ProviderErrors = Take(members, "provider_errors", AsProviderErrors) ?? [],
            AdditionalProperties = members,
        };
    }

    /// <summary>The members up to the end, or up to where the body is truncated or malformed.</summary>
    private static Dictionary<string, JsonElement> ReadMembers(ReadOnlyMemory<byte> body)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(body.Span, JsonText.Options);
        try
        {
            // The opening brace. After any other token, the loop ends.
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                string name = reader.GetString()!;
                members[name] = JsonElement.ParseValue(ref reader);
            }
        }
        catch (JsonException)
        {
            // Truncated or malformed from here. RawBody contains the text.
        }

        return members;
    }

    /// <summary>Removes a member from the rest and returns it, if it has the right type; a JSON null counts as absent.</summary>
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
        element.ValueKind switch
        {
            JsonValueKind.Number when element.TryGetInt32(out int value) => value,
            JsonValueKind.String when int.TryParse(element.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out int quoted) => quoted,
            _ => null,
        };

    private static string? AsString(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    private static DateTimeOffset? AsDate(JsonElement element) =>
        element.ValueKind == JsonValueKind.String && JsonDate.TryParse(element.GetString(), out DateTimeOffset value) ? value : null;

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

    /// <summary>The errors of a list; null if it is none.</summary>
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
