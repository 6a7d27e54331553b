using System.Buffers;
using System.Text.Json;

namespace StackOne.Ats.Client.Errors;

/// <summary>
/// Reads an error body as far as it goes. A member that is missing, of the wrong type or cut off costs nothing but itself, and what has no
/// place in the typed body stays in <c>AdditionalProperties</c>.
/// </summary>
internal static class ErrorBodyReader
{
    /// <summary>A deep detail must not hide what stands beside it. A level costs a bit, and nobody nests a million.</summary>
    internal static readonly JsonReaderOptions Deep = new() { MaxDepth = 1_000_000 };

    /// <summary>The body, or null where it does not begin as a JSON object with a member in it.</summary>
    internal static StackOneError? Read(ReadOnlySequence<byte> body)
    {
        Dictionary<string, JsonElement> members = ReadMembers(body);
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
        var reader = new Utf8JsonReader(body, Deep);
        try
        {
            // The brace; after anything else no member follows.
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                string? name = NameOf(ref reader);
                JsonElement value = JsonElement.ParseValue(ref reader);
                if (name is not null)
                {
                    members[name] = value;
                }
            }
        }
        catch (JsonException)
        {
            // Not JSON from here on. The text is in RawBody.
        }

        return members;
    }

    /// <summary>A member's name, or null where its escapes are not valid UTF-16: no string can hold it, so it is in RawBody only.</summary>
    private static string? NameOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Moves a member out of the rest, if it is what it should be; null, the contract's "none", counts as absent.</summary>
    private static T? Take<T>(Dictionary<string, JsonElement> members, string name, Func<JsonElement, T?> read)
    {
        if (!members.TryGetValue(name, out JsonElement element))
        {
            return default;
        }

        T? value = element.ValueKind == JsonValueKind.Null ? default : Read(element, read);
        if (value is not null || element.ValueKind == JsonValueKind.Null)
        {
            members.Remove(name);
        }

        return value;
    }

    private static T? Read<T>(JsonElement element, Func<JsonElement, T?> read)
    {
        try
        {
            return read(element);
        }
        catch (InvalidOperationException)
        {
            // A string with escapes that are not valid UTF-16: nothing but JSON can hold it, so it stays JSON.
            return default;
        }
    }

    private static int? AsInt(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int value) ? value : null;

    private static string? AsString(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    private static DateTimeOffset? AsDate(JsonElement element) =>
        element.ValueKind == JsonValueKind.String && element.TryGetDateTimeOffset(out DateTimeOffset value) ? value : null;

    private static JsonElement? AsAny(JsonElement element) => element;

    private static StackOneErrorData? AsData(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || MembersOf(element) is not { } members)
        {
            return null;
        }

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
        if (element.ValueKind != JsonValueKind.Object || MembersOf(element) is not { } members)
        {
            return new StackOneProviderError { Raw = element };
        }

        return new StackOneProviderError
        {
            Status = Take(members, "status", AsInt),
            Url = Take(members, "url", AsString),
            Raw = Take(members, "raw", AsAny),
            Headers = Take(members, "headers", AsAny),
            AdditionalProperties = members,
        };
    }

    /// <summary>The members by name, or null where a name is not valid UTF-16: then the object is kept whole, as JSON.</summary>
    private static Dictionary<string, JsonElement>? MembersOf(JsonElement element)
    {
        try
        {
            var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
            foreach (JsonProperty property in element.EnumerateObject())
            {
                members[property.Name] = property.Value;
            }

            return members;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
