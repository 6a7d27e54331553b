using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>One operation of the contract. A generated class per group has them.</summary>
/// <param name="Id">The contract's <c>operationId</c>.</param>
/// <param name="Name">The method that the user calls, such as <c>Assessments.OrderAsync</c>: the name in messages and logs.</param>
/// <param name="Method">The HTTP method, in capitals.</param>
/// <param name="UrlTemplate">The path with its parameters as placeholders: safe to log, since it contains no ids.</param>
/// <param name="TakesPrefer">Whether the operation takes a <c>Prefer</c> header.</param>
/// <param name="Models">The JSON of the models of its bodies.</param>
/// <param name="Result">The type that the body of a success is read into; null if it is not read.</param>
/// <param name="MayBeEmpty">Whether a success without a body is a result, too: that of a write, which says little.</param>
/// <param name="IsDownload">Whether the body of a success is a file, which is not read into memory.</param>
/// <param name="Account">Whether it is for a linked account.</param>
internal sealed record Operation(
    string Id,
    string Name,
    string Method,
    string UrlTemplate,
    bool TakesPrefer,
    ModelJson Models,
    Type? Result = null,
    bool MayBeEmpty = false,
    bool IsDownload = false,
    AccountUse Account = AccountUse.Required);

/// <summary>Whether an operation is for a linked account.</summary>
internal enum AccountUse
{
    /// <summary>A call without an account throws before anything is sent.</summary>
    Required,

    /// <summary>The account is sent if one is set.</summary>
    Optional,

    /// <summary>The operation belongs to the API key alone: the account that the client has is neither sent nor reported.</summary>
    None,
}
