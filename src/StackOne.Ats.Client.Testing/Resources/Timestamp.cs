using System.Globalization;
using System.Text.RegularExpressions;

namespace StackOne.Ats.Client.Testing.Resources;

internal static partial class Timestamp
{
    /// <summary>Reads a date and time of RFC 3339, which has an offset.</summary>
    internal static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        return DateTime().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out time);
    }

    /// <summary>The time in the format of StackOne's responses: UTC with milliseconds.</summary>
    internal static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DateTime();
}
