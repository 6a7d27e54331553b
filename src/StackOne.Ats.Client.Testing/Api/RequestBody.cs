using System.Text.Json;
using System.Text.Json.Nodes;
using StackOne.Ats.Client.Testing.Resources;

namespace StackOne.Ats.Client.Testing.Api;

/// <summary>Reads request bodies and rejects those that do not have the types and values in the contract.</summary>
internal static class RequestBody
{
    private static readonly Lazy<JsonElement> Types = new(() => Embedded.Json("requests.json"));

    /// <summary>
    /// The members that the contract knows, without <c>passthrough</c>, which is for the provider and not part of a record. Unknown members are
    /// accepted, but do not become part of a record either.
    /// </summary>
    /// <param name="body">The body.</param>
    /// <param name="type">The name of its type in <c>requests.json</c>.</param>
    /// <exception cref="RejectedException">The body is not JSON, or a member has a type or a value that the contract does not have: a
    /// 400.</exception>
    internal static JsonObject Read(byte[] body, string type)
    {
        try
        {
            JsonElement value = JsonSerializer.Deserialize<JsonElement>(body);
            return value.ValueKind == JsonValueKind.Object
                ? Members(value, Types.Value.GetProperty(type), path: null)
                : throw Mismatch("The body");
        }
        catch (JsonException)
        {
            throw new RejectedException(400, "The body is not JSON.");
        }
        catch (InvalidOperationException)
        {
            // JsonElement reads text lazily, and throws this for the escape of an unpaired surrogate.
            throw new RejectedException(400, "The body has text that is not valid Unicode.");
        }
    }

    private static JsonObject Members(JsonElement value, JsonElement types, string? path)
    {
        var members = new JsonObject();
        foreach (JsonProperty member in value.EnumerateObject())
        {
            if (types.TryGetProperty(member.Name, out JsonElement type))
            {
                members[member.Name] = Value(member.Value, type, path is null ? member.Name : $"{path}.{member.Name}");
            }
        }

        members.Remove("passthrough");
        return members;
    }

    private static JsonNode? Value(JsonElement value, JsonElement type, string path) => (value.ValueKind, type.ValueKind) switch
    {
        (JsonValueKind.Null, _) => null,
        (JsonValueKind.Array, JsonValueKind.Array) =>
            new JsonArray([.. value.EnumerateArray().Select((item, index) => Value(item, type[0], $"{path}[{index}]"))]),
        (_, JsonValueKind.String) => Value(value, type.GetString()!, path),
        _ => throw Mismatch(path),
    };

    private static JsonNode? Value(JsonElement value, string type, string path) => (type, value.ValueKind) switch
    {
        ("any", _) or ("map", JsonValueKind.Object) => value.ToJsonNode(),
        // 1e400 is JSON, but no number that anybody could read.
        ("number", JsonValueKind.Number) when double.IsFinite(value.GetDouble()) => JsonValue.Create(value),
        ("boolean", JsonValueKind.True or JsonValueKind.False) => value.GetBoolean(),
        ("string", JsonValueKind.String) => value.GetString(),
        ("datetime", JsonValueKind.String) when Timestamp.TryParse(value.GetString()!, out _) => value.GetString(),
        (['e', 'n', 'u', 'm', ' ', .. var values], JsonValueKind.String) => Enumerations.Contains(values, value.GetString()!)
            ? value.GetString()
            : throw new RejectedException(400, $"{path} is not a value of the contract."),
        (_, JsonValueKind.Object) when Types.Value.TryGetProperty(type, out JsonElement types) => Members(value, types, path),
        _ => throw Mismatch(path),
    };

    private static RejectedException Mismatch(string path) => new(400, $"{path} does not have the type in the contract.");
}
