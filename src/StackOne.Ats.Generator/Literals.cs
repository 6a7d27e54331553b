using System.Text.Encodings.Web;
using System.Text.Json;

namespace StackOne.Ats.Generator;

internal static class Literals
{
    /// <summary>JSON that is for people to read.</summary>
    public static JsonSerializerOptions Json { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A C# string literal: JSON's escapes are C#'s too.</summary>
    public static string CSharp(string text) => JsonSerializer.Serialize(text, Json);
}
