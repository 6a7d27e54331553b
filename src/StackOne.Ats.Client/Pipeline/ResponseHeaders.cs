using System.Net.Http.Headers;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>What is read from a response's headers, as they came: a malformed one must not fail a call.</summary>
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

    /// <summary>StackOne's id of the request, where it is fit for a message or a log: visible ASCII of a sane length.</summary>
    internal static string? RequestId(HttpResponseMessage response)
    {
        const int Longest = 128;
        return response.Headers.NonValidated.TryGetValues("x-request-id", out HeaderStringValues values)
            && values.ToString() is { Length: <= Longest } id
            && HeaderValue.IsVisibleAscii(id)
                ? id
                : null;
    }

    internal static IReadOnlyDictionary<string, IReadOnlyList<string>> All(HttpResponseMessage response)
    {
        var all = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        Add(response.Headers);
        Add(((PooledBody)response.Content).Source.Headers);
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
