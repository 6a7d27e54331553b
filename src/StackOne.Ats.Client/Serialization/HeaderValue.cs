namespace StackOne.Ats.Client.Serialization;

/// <summary>
/// Validates header values that come from the user. They are never changed: the layers below would silently drop a CR or LF, and
/// <c>acc\r\nX-Evil: 1</c> would be sent as another account id.
/// </summary>
internal static class HeaderValue
{
    internal const string KeyRule = "must be visible ASCII without a space or a colon (check for a line break at the end)";
    internal const string AccountRule = "must be visible ASCII without a space (check for a line break at the end)";

    /// <summary>Whether the key is valid: a colon would end the user name early (RFC 7617, section 2).</summary>
    internal static bool IsKey(string value) => IsVisibleAscii(value) && !value.Contains(':', StringComparison.Ordinal);

    internal static bool IsAccount(string value) => IsVisibleAscii(value);

    internal static bool IsVisibleAscii(string value) => value.Length > 0 && !value.AsSpan().ContainsAnyExceptInRange('!', '~');
}
