using System.Text.Json.Serialization;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Testing.Ordering;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AssessmentOrderRequest))]
[JsonSerializable(typeof(AssessmentOrderResult))]
[JsonSerializable(typeof(AssessmentResultUpdateRequest))]
[JsonSerializable(typeof(BackgroundCheckOrderRequest))]
[JsonSerializable(typeof(BackgroundCheckOrderResult))]
[JsonSerializable(typeof(BackgroundCheckResultUpdateRequest))]
internal sealed partial class SandboxJsonContext : JsonSerializerContext;
