using System.Text.Json.Serialization;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>One operation of the contract. The generated <c>Operations</c> lists them all.</summary>
/// <param name="Id">The contract's <c>operationId</c>.</param>
/// <param name="Name">The method that the user calls, such as <c>Assessments.OrderAsync</c>: the name in messages and logs.</param>
/// <param name="Method">The HTTP method, in capitals.</param>
/// <param name="UrlTemplate">The path with its parameters as placeholders: safe to log, since it contains no ids.</param>
/// <param name="TakesPrefer">Whether the operation takes a <c>Prefer</c> header.</param>
/// <param name="Result">The type that the body of a success is read into; null if it is not read.</param>
/// <param name="MayBeEmpty">Whether a success without a body is a result, too: that of a write, which says little.</param>
/// <param name="IsDownload">Whether the body of a success is a file, which is not read into memory.</param>
internal sealed record Operation(
    string Id,
    string Name,
    string Method,
    string UrlTemplate,
    bool TakesPrefer,
    Type? Result = null,
    bool MayBeEmpty = false,
    bool IsDownload = false)
{
    /// <summary>Makes the JSON metadata of the operation's bodies available, which is trimmed with the operation if it is not used.</summary>
    internal Operation WithModels(params ReadOnlySpan<JsonSerializerContext> contexts)
    {
        foreach (JsonSerializerContext context in contexts)
        {
            UsedModels.Instance.Add(context);
        }

        return this;
    }
}
