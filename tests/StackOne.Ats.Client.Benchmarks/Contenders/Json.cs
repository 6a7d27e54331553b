using System.Text.Json.Serialization;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Benchmarks.Contenders;

/// <summary>A page of candidates. The library's own type is internal.</summary>
internal sealed record CandidatePage
{
    [JsonPropertyName("next")]
    public string? Next { get; init; }

    [JsonPropertyName("data")]
    public IReadOnlyList<Candidate> Data { get; init; } = [];
}

/// <summary>The metadata of the library's models for the contenders that use System.Text.Json themselves.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AssessmentOrderRequest))]
[JsonSerializable(typeof(AssessmentOrderResult))]
[JsonSerializable(typeof(CandidatePage))]
[JsonSerializable(typeof(AssessmentOrderEvent))]
[JsonSerializable(typeof(RecordEvent))]
internal sealed partial class Json : JsonSerializerContext;
