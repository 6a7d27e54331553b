using System.Globalization;
using System.Text;
using System.Text.Json;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Fuzz.Oracles;

/// <summary>What has to come of the body of a 200, read by other means than the library's.</summary>
internal static class AnswerOracle
{
    /// <exception cref="FuzzException">Something else came of it.</exception>
    internal static void Check(ReadOnlySpan<byte> body, int limit, int errorLimit, AssessmentOrderResult? result, StackOneException? failure)
    {
        byte[] json = JsonOracle.WithoutFront(body);
        using JsonDocument? document = json.Length > limit ? null : JsonOracle.Parse(JsonOracle.Repaired(json));
        if (failure is StackOneApiException { RawBody: { } raw } && raw != Encoding.UTF8.GetString(json.AsSpan(..Math.Min(json.Length, errorLimit))))
        {
            throw new FuzzException("RawBody is not the beginning of the body", failure);
        }

        string fault = document is null || document.RootElement.ValueKind != JsonValueKind.Object
            ? OfUnreadable(json.Length > limit, failure)
            : OfObject(document.RootElement, result, failure);
        if (fault.Length > 0)
        {
            throw new FuzzException(fault, failure);
        }
    }

    /// <summary>Cut or garbled, it may still have said that it is an error; the limit comes first.</summary>
    private static string OfUnreadable(bool tooLong, StackOneException? failure) =>
        failure is StackOneResponseException || (!tooLong && failure is StackOneApiException)
            ? ""
            : "What is not the contract's JSON gave something else than a StackOneResponseException";

    private static string OfObject(JsonElement body, AssessmentOrderResult? result, StackOneException? failure)
    {
        Dictionary<string, JsonElement> members = JsonOracle.Members(body);
        if (members.TryGetValue("statusCode", out JsonElement status) && Number(status) >= 400)
        {
            int expected = Number(status) < 1000 ? (int)Number(status) : 500;
            return failure is StackOneApiException error && (int)error.StatusCode == expected ? "" : $"A late error of {expected} was not seen";
        }

        return result is null ? "A JSON object was refused" : OfResult(members, result);
    }

    private static string OfResult(Dictionary<string, JsonElement> members, AssessmentOrderResult result)
    {
        string? Text(string name)
        {
            if (!members.TryGetValue(name, out JsonElement value) || (value.ValueKind != JsonValueKind.Null && AsText(value) is null))
            {
                // Absent, or among the additional members.
                return null;
            }

            members.Remove(name);
            return AsText(value);
        }

        if (result.Id != Text("id") || result.RemoteId != Text("remote_id") || result.TestUrl != Text("test_url"))
        {
            return "A member of a result is not what the body says";
        }

        IDictionary<string, JsonElement> additional = result.AdditionalProperties ?? new Dictionary<string, JsonElement>();
        foreach (JsonElement value in additional.Values)
        {
            JsonOracle.ReadAll(value);
        }

        return additional.Count == members.Count
            && members.All(member => additional.TryGetValue(member.Key, out JsonElement kept) && JsonOracle.IsKept(member.Value, kept))
                ? ""
                : "The unknown members of a result are not those of the body";
    }

    /// <summary>A single value as text; null for other values.</summary>
    private static string? AsText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        JsonValueKind.Object when value.TryGetProperty("value", out JsonElement inner)
            && inner.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)
            && value.EnumerateObject().All(member => member.Name is "value" or "source_value") => AsText(inner),
        _ => null,
    };

    private static double Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String when double.TryParse(value.GetString(), CultureInfo.InvariantCulture, out double number) => number,
        _ => 0,
    };
}
