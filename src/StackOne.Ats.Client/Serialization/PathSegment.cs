using System.Runtime.CompilerServices;

namespace StackOne.Ats.Client.Serialization;

/// <summary>Rejects ids that would change the path of a request.</summary>
internal static class PathSegment
{
    /// <summary>Together with <see cref="QueryString.MaxLength"/>, less than an address of .NET 8 can have.</summary>
    private const int MaxLength = 2_000;

    /// <summary>Throws if the value cannot be a segment of a path.</summary>
    /// <remarks>
    /// Refit escapes a segment, including slashes. But <see cref="Uri"/> removes <c>.</c> and <c>..</c> from a path even when they
    /// are escaped, an empty segment turns "get one" into "list all", and a lone surrogate cannot be encoded as UTF-8.
    /// </remarks>
    /// <exception cref="ArgumentException">The value cannot be a segment. The message does not contain it: it may be personal data.</exception>
    public static void ThrowIfUnusable(string value, [CallerArgumentExpression(nameof(value))] string? parameterName = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value, parameterName);
        if (value is "." or "..")
        {
            throw new ArgumentException("An id cannot be one or two dots, which mean another path.", parameterName);
        }

        if (value.Length > MaxLength)
        {
            throw new ArgumentException($"The id has more than {MaxLength} characters.", parameterName);
        }

        if (Utf16.HasLoneSurrogate(value))
        {
            throw new ArgumentException("The id contains an unpaired surrogate.", parameterName);
        }
    }
}
