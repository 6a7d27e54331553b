using System.Text.Json.Serialization;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Testing;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AssessmentOrderRequest))]
[JsonSerializable(typeof(AssessmentOrderResult))]
internal sealed partial class SandboxJsonContext : JsonSerializerContext;
