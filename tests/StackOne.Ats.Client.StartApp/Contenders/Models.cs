using System.Text;
using System.Text.Json.Serialization;

namespace StackOne.Ats.Client.StartApp;

internal sealed record Order(
    [property: JsonPropertyName("package")] Package Package,
    [property: JsonPropertyName("candidate")] Candidate Candidate,
    [property: JsonPropertyName("results_update_url")] string ResultsUpdateUrl)
{
    internal static Order Example { get; } = new(
        new Package("pkg_sql_basics"),
        new Candidate("Ada", "Example", [new Email("personal", "ada@example.com")]),
        "https://example.com/integrations/results/update");

    /// <summary>A client as each of these contenders configures it.</summary>
    internal static void Configure(HttpClient http, Uri address)
    {
        http.BaseAddress = address;
        http.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes("key:")));
        http.DefaultRequestHeaders.Add("Accept", "application/json");
        http.DefaultRequestHeaders.Add("User-Agent", "StartApp/1.0");
        http.DefaultRequestHeaders.Add("x-account-id", "45072196112816593343");
    }
}

internal sealed record Package([property: JsonPropertyName("id")] string Id);

internal sealed record Candidate(
    [property: JsonPropertyName("first_name")] string FirstName,
    [property: JsonPropertyName("last_name")] string LastName,
    [property: JsonPropertyName("emails")] IReadOnlyList<Email> Emails);

internal sealed record Email([property: JsonPropertyName("type")] string Type, [property: JsonPropertyName("value")] string Value);

internal sealed record ResultStatus(
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("remote_id")] string? RemoteId,
    [property: JsonPropertyName("test_url")] string? TestUrl);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(ResultStatus))]
internal sealed partial class Json : JsonSerializerContext;
