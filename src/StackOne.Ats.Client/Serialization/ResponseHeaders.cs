using System.Globalization;
using System.Net.Http.Headers;

namespace StackOne.Ats.Client.Serialization;

/// <summary>Reads response headers without validation: a malformed header must not fail a call.</summary>
internal static class ResponseHeaders
{
    internal static bool HeartbeatApplied(HttpResponseMessage response)
    {
        if (response.Headers.NonValidated.TryGetValues("Preference-Applied", out HeaderStringValues values))
        {
            foreach (string value in values)
            {
                foreach (string preference in value.Split(',', StringSplitOptions.TrimEntries))
                {
                    if (preference.Equals("heartbeat", StringComparison.OrdinalIgnoreCase))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    /// <summary>StackOne's id of the request: the first that is safe for a message or a log.</summary>
    /// <remarks>
    /// Proxies keep the order of header lines with the same name (RFC 9110, section 5.3) and append their own, so the origin's is the first.
    /// </remarks>
    internal static string? RequestId(HttpResponseMessage response)
    {
        if (response.Headers.NonValidated.TryGetValues("x-request-id", out HeaderStringValues values))
        {
            foreach (string value in values)
            {
                // Nearly always there is one id, which needs no allocation.
                string? id = IsRequestId(value) ? value : Array.Find(value.Split(',', StringSplitOptions.TrimEntries), IsRequestId);
                if (id is not null)
                {
                    return id;
                }
            }
        }

        return null;
    }

    /// <summary>Whether it is a single id that is safe for a message or a log: visible ASCII, at most 128 characters.</summary>
    private static bool IsRequestId(string value)
    {
        const int MaxLength = 128;
        return value.Length <= MaxLength && HeaderValue.IsVisibleAscii(value) && !value.Contains(',', StringComparison.Ordinal);
    }

    /// <remarks>The property of HttpContentHeaders adds the length to the headers if it is not there.</remarks>
    internal static long? ContentLength(HttpContentHeaders headers) =>
        headers.NonValidated.TryGetValues("Content-Length", out HeaderStringValues values)
        && long.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out long length)
            ? length
            : null;

    internal static IReadOnlyDictionary<string, IReadOnlyList<string>> All(HttpResponseMessage response)
    {
        var all = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        Add(response.Headers);
        Add((response.Content as IBody)?.SourceHeaders ?? response.Content.Headers);
        return all;

        void Add(HttpHeaders headers)
        {
            foreach ((string name, HeaderStringValues values) in headers.NonValidated)
            {
                all[name] = [.. values];
            }
        }
    }
}
