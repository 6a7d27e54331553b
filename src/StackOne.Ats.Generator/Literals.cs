using System.Text.Encodings.Web;
using System.Text.Json;

namespace StackOne.Ats.Generator;

internal static class Literals
{
    /// <summary>Options for JSON that is read by people.</summary>
    public static JsonSerializerOptions Json { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns a C# string literal. JSON escapes are valid in C# as well.</summary>
    public static string CSharp(string text) => JsonSerializer.Serialize(text, Json);
}
