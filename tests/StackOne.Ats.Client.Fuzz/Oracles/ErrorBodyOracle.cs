using System.Globalization;
using System.Text.Json;

namespace StackOne.Ats.Client.Fuzz.Oracles;

/// <summary>Whether all that is in an error body can be found in what was made of it, typed or in AdditionalProperties.</summary>
internal static class ErrorBodyOracle
{
    /// <returns>Null where nothing is lost. A body that is not JSON throughout need not be kept but as text.</returns>
    internal static string? Fault(ReadOnlyMemory<byte> body, StackOneErrorBody? error)
    {
        using JsonDocument? document = JsonOracle.Parse(JsonOracle.Repaired(body.Span));
        if (document is null || document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.EnumerateObject().Any())
        {
            return document is not null && error is not null ? "An error was made of what is no object with members" : null;
        }

        if (error is null)
        {
            return "No error was made of an object with members";
        }

        ReadAll(error);
        Dictionary<string, JsonElement> members = JsonOracle.Members(document.RootElement);
        return Lost(members, error.AdditionalProperties, name => name switch
            {
                "statusCode" => error.StatusCode,
                "message" => error.Message,
                "timestamp" => error.Timestamp,
                "data" => error.Data,
                "provider_errors" => error.ProviderErrors.Count > 0 || IsEmptyArray(members[name]) ? error.ProviderErrors : null,
                _ => null,
            })
            ?? LostInData(members, error.Data)
            ?? LostInProviderErrors(members, error.ProviderErrors);
    }

    private static string? LostInData(Dictionary<string, JsonElement> members, StackOneErrorData? data) =>
        data is null
            ? null
            : Lost(JsonOracle.Members(members["data"]), data.AdditionalProperties, name => name switch
            {
                "statusCode" => data.StatusCode,
                "message" => data.Message,
                "headers" => data.Headers,
                _ => null,
            });

    private static string? LostInProviderErrors(Dictionary<string, JsonElement> members, IReadOnlyList<StackOneProviderError> errors)
    {
        if (errors.Count == 0)
        {
            return null;
        }

        JsonElement[] entries = [.. members["provider_errors"].EnumerateArray()];
        return entries.Length != errors.Count
            ? "A provider error is lost"
            : entries.Zip(errors, LostInProviderError).FirstOrDefault(fault => fault is not null);
    }

    private static string? LostInProviderError(JsonElement entry, StackOneProviderError error) =>
        entry.ValueKind != JsonValueKind.Object
            ? error.Raw is { } raw && JsonOracle.IsKept(entry, raw) ? null : "A provider error that is no object is not in Raw"
            : Lost(JsonOracle.Members(entry), error.AdditionalProperties, name => name switch
            {
                "status" => error.Status,
                "url" => error.Url,
                "raw" => error.Raw,
                "headers" => error.Headers,
                _ => null,
            });

    private static string? Lost(
        Dictionary<string, JsonElement> members,
        IReadOnlyDictionary<string, JsonElement> additional,
        Func<string, object?> typed)
    {
        foreach (var (name, value) in members)
        {
            bool kept = additional.TryGetValue(name, out JsonElement asItCame)
                ? JsonOracle.IsKept(value, asItCame)
                : typed(name) is { } read ? Same(value, read) : value.ValueKind == JsonValueKind.Null;
            if (!kept)
            {
                return $"A member of an error body is lost or changed: '{name}'";
            }
        }

        return additional.Keys.All(members.ContainsKey) ? null : "An error has a member that its body has not";
    }

    private static bool Same(JsonElement value, object read) => read switch
    {
        int number => (value.ValueKind == JsonValueKind.String ? AsNumber(value) : value.GetInt32()) == number,
        string text => value.GetString() == text,
        DateTimeOffset moment => !DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset parsed)
            || (parsed - moment).Duration() < TimeSpan.FromMilliseconds(1),
        JsonElement any => JsonOracle.IsKept(value, any),
        _ => true,
    };

    /// <summary>The number that a text is, with leading zeros; null if it is none.</summary>
    private static int? AsNumber(JsonElement value) =>
        int.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private static bool IsEmptyArray(JsonElement value) => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0;

    /// <summary>All of it that is not typed: whatever bytes came, the application can read it.</summary>
    private static void ReadAll(StackOneErrorBody error)
    {
        IEnumerable<JsonElement> kept =
        [
            .. error.AdditionalProperties.Values,
            .. error.ProviderErrors.SelectMany(entry => entry.AdditionalProperties.Values.Append(entry.Raw ?? default).Append(entry.Headers ?? default)),
            .. error.Data?.AdditionalProperties.Values.Append(error.Data.Headers ?? default) ?? [],
        ];
        foreach (JsonElement element in kept)
        {
            JsonOracle.ReadAll(element);
        }
    }
}
