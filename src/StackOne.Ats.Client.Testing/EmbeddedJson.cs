using System.Text.Json;

namespace StackOne.Ats.Client.Testing;

internal static class EmbeddedJson
{
    /// <summary>Reads a file that the project embeds.</summary>
    internal static JsonElement Read(string name)
    {
        using Stream stream = typeof(EmbeddedJson).Assembly.GetManifestResourceStream(name)!;
        return JsonSerializer.Deserialize<JsonElement>(stream);
    }
}
