using System.Text.Json.Serialization;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.AspNetCore.Endpoints;

/// <summary>The answer to a request for packages: only <c>data</c> is required.</summary>
internal sealed record PackageList<TPackage>([property: JsonPropertyName("data")] IReadOnlyList<TPackage> Data);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PackageList<AssessmentPackage>), TypeInfoPropertyName = "AssessmentPackages")]
[JsonSerializable(typeof(PackageList<BackgroundCheckPackage>), TypeInfoPropertyName = "BackgroundCheckPackages")]
internal sealed partial class PackagesJsonContext : JsonSerializerContext;
