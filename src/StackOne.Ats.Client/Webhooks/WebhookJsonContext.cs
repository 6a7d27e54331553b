using System.Text.Json.Serialization;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Webhooks;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(StackOneEvent))]
[JsonSerializable(typeof(AccountEvent))]
[JsonSerializable(typeof(RecordEvent))]
[JsonSerializable(typeof(AssessmentOrderEvent))]
[JsonSerializable(typeof(BackgroundCheckOrderEvent))]
internal sealed partial class WebhookJsonContext : JsonSerializerContext;
