using System.Text.Json.Serialization;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Benchmarks.Sync;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Application))]
[JsonSerializable(typeof(Candidate))]
[JsonSerializable(typeof(Job))]
internal sealed partial class FloorJsonContext : JsonSerializerContext;
