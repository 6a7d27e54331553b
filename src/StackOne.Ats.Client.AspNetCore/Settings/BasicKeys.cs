using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace StackOne.Ats.Client.AspNetCore.Settings;

/// <summary>Checks the key in an <c>Authorization: Basic</c> header (RFC 7617), in constant time.</summary>
internal sealed class BasicKeys(IEnumerable<string> keys)
{
    /// <summary>Each key, also with a colon after it: a user name without a password.</summary>
    private readonly byte[][] _accepted = [.. keys.SelectMany(key => new[] { key, key + ":" }).Select(Encoding.UTF8.GetBytes)];

    internal bool Accept(string? authorization)
    {
        if (!AuthenticationHeaderValue.TryParse(authorization, out AuthenticationHeaderValue? header)
            || !"Basic".Equals(header.Scheme, StringComparison.OrdinalIgnoreCase)
            || header.Parameter is not { } parameter)
        {
            return false;
        }

        byte[] sent = new byte[parameter.Length];
        if (!Convert.TryFromBase64String(parameter, sent, out int length))
        {
            return false;
        }

        bool isAccepted = false;
        foreach (byte[] accepted in _accepted)
        {
            // Not "||": all are compared, so that the time does not tell which one it was.
            isAccepted |= CryptographicOperations.FixedTimeEquals(accepted, sent.AsSpan(0, length));
        }

        return isAccepted;
    }
}
