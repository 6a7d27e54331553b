using System.Text.Json;

namespace StackOne.Ats.Client.Testing;

/// <summary>The files that the project embeds.</summary>
internal static class Embedded
{
    internal static JsonElement Json(string name)
    {
        using Stream stream = typeof(Embedded).Assembly.GetManifestResourceStream(name)!;
        return JsonSerializer.Deserialize<JsonElement>(stream);
    }

    /// <summary>The lines of a file; null if there is none of the name.</summary>
    internal static string[]? Lines(string name)
    {
        using Stream? stream = typeof(Embedded).Assembly.GetManifestResourceStream(name);
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
