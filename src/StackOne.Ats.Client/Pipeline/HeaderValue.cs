namespace StackOne.Ats.Client.Pipeline;

/// <summary>
/// What may stand in a header that is made from the user's input. It is checked, never altered: the layers below would drop a CR or LF in
/// silence, so that <c>acc\r\nX-Evil: 1</c> would go out as an account of another name.
/// </summary>
internal static class HeaderValue
{
    internal const string KeyRule = "must be visible ASCII without a space or a colon (a line end may have been copied along)";
    internal const string AccountRule = "must be visible ASCII without a space (a line end may have been copied along)";

    /// <summary>A colon would end the user name early (RFC 7617, section 2).</summary>
    internal static bool IsKey(string value) => IsVisibleAscii(value) && !value.Contains(':', StringComparison.Ordinal);

    internal static bool IsAccount(string value) => IsVisibleAscii(value);

    internal static bool IsVisibleAscii(string value) => value.Length > 0 && !value.AsSpan().ContainsAnyExceptInRange('!', '~');
}
