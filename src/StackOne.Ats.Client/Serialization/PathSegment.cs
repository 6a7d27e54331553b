using System.Runtime.CompilerServices;

namespace StackOne.Ats.Client.Serialization;

/// <summary>Keeps an id that stands in a path from making it another path.</summary>
internal static class PathSegment
{
    /// <summary>
    /// Refit escapes a segment, a slash included. But <see cref="Uri"/> takes <c>.</c> and <c>..</c> out of a path however they
    /// are written, an empty segment turns "get one" into "list all", and a lone surrogate has no UTF-8.
    /// </summary>
    /// <exception cref="ArgumentException">The value cannot be a segment. The message does not repeat it: it may name a person.</exception>
    public static void ThrowIfUnusable(string value, [CallerArgumentExpression(nameof(value))] string? parameterName = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value, parameterName);
        if (value is "." or "..")
        {
            throw new ArgumentException("An id cannot be one or two dots, which mean another path.", parameterName);
        }

        if (Utf16.HasLoneSurrogate(value))
        {
            throw new ArgumentException("The id is not valid text: it has half of a surrogate pair.", parameterName);
        }
    }
}
