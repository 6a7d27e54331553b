using System.Text.Json.Serialization;

namespace StackOne.Ats.Client.StartApp;

/// <summary>The members of an order that the program sends.</summary>
internal sealed record Order(
    [property: JsonPropertyName("package")] Package Package,
    [property: JsonPropertyName("candidate")] Candidate Candidate,
    [property: JsonPropertyName("results_update_url")] string ResultsUpdateUrl)
{
    internal static Order Example { get; } = new(
        new Package("pkg_sql_basics"),
        new Candidate("Ada", "Example", [new Email("personal", "ada@example.com")]),
        "https://example.com/integrations/results/update");
}

internal sealed record Package([property: JsonPropertyName("id")] string Id);

internal sealed record Candidate(
    [property: JsonPropertyName("first_name")] string FirstName,
    [property: JsonPropertyName("last_name")] string LastName,
    [property: JsonPropertyName("emails")] IReadOnlyList<Email> Emails);

internal sealed record Email([property: JsonPropertyName("type")] string Type, [property: JsonPropertyName("value")] string Value);

internal sealed record OrderResult(
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("test_url")] string? TestUrl);

[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(OrderResult))]
internal sealed partial class Json : JsonSerializerContext;
