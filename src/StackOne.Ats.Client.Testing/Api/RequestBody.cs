using System.Text.Json;
using System.Text.Json.Nodes;
using StackOne.Ats.Client.Testing.Resources;

namespace StackOne.Ats.Client.Testing.Api;

/// <summary>Reads request bodies and rejects those that do not have the types in the contract.</summary>
internal static class RequestBody
{
    private static readonly Lazy<JsonElement> Types = new(() => EmbeddedJson.Read("requests.json"));

    /// <summary>The members that the contract knows, without <c>passthrough</c>, which is for the provider and not part of a record.</summary>
    /// <param name="body">The body.</param>
    /// <param name="type">The name of its type in <c>requests.json</c>.</param>
    /// <exception cref="RejectedException">The body is not JSON or has a member of the wrong type: a 400.</exception>
    internal static JsonObject Read(byte[] body, string type)
    {
        try
        {
            JsonElement content = JsonSerializer.Deserialize<JsonElement>(body);
            if (content.ValueKind != JsonValueKind.Object)
            {
                throw new RejectedException(400, "The body does not have the type in the contract.");
            }

            JsonElement members = Types.Value.GetProperty(type);
            Check(content, members, path: null);
            JsonObject request = content.ToJsonObject();
            foreach (string name in request.Select(member => member.Key).ToArray())
            {
                if (name == "passthrough" || !members.TryGetProperty(name, out _))
                {
                    request.Remove(name);
                }
            }

            return request;
        }
        catch (JsonException)
        {
            throw new RejectedException(400, "The body is not JSON.");
        }
        catch (InvalidOperationException)
        {
            // JsonElement reads text lazily, and throws this for an escape that is half of a surrogate pair.
            throw new RejectedException(400, "The body has text that is not valid Unicode.");
        }
    }

    private static void Check(JsonElement value, JsonElement type, string? path)
    {
        bool matches = (value.ValueKind, type.ValueKind) switch
        {
            (JsonValueKind.Null, _) => true,
            (JsonValueKind.Object, JsonValueKind.Object) => CheckMembers(value, type, path),
            (JsonValueKind.Array, JsonValueKind.Array) => CheckItems(value, type[0], path),
            (_, JsonValueKind.String) => IsA(value, type.GetString()!, path),
            _ => false,
        };
        if (!matches)
        {
            throw new RejectedException(400, $"{path} does not have the type in the contract.");
        }
    }

    private static bool IsA(JsonElement value, string type, string? path) => type switch
    {
        // Copying reads every text in it.
        "any" => value.ValueKind != JsonValueKind.Object || value.ToJsonObject().Count >= 0,
        "map" => value.ValueKind == JsonValueKind.Object,
        "string" => value.ValueKind == JsonValueKind.String && value.GetString() is not null,
        "number" => value.ValueKind == JsonValueKind.Number,
        "datetime" => value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out _),
        _ => value.ValueKind == JsonValueKind.Object && CheckMembers(value, Types.Value.GetProperty(type), path),
    };

    private static bool CheckMembers(JsonElement value, JsonElement members, string? path)
    {
        foreach (JsonProperty member in value.EnumerateObject())
        {
            if (members.TryGetProperty(member.Name, out JsonElement type))
            {
                Check(member.Value, type, path is null ? member.Name : $"{path}.{member.Name}");
            }
        }

        return true;
    }

    private static bool CheckItems(JsonElement value, JsonElement type, string? path)
    {
        int index = 0;
        foreach (JsonElement item in value.EnumerateArray())
        {
            Check(item, type, $"{path}[{index++}]");
        }

        return true;
    }
}
