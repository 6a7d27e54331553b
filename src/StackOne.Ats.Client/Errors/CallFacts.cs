namespace StackOne.Ats.Client.Errors;

/// <summary>What exceptions, logs, traces and metrics say about a call. It contains nothing from a body.</summary>
/// <param name="Operation">The method that was called, such as <c>Assessments.OrderAsync</c>.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="UrlTemplate">The path, with placeholders for ids.</param>
/// <param name="AccountId">The account of the call; null if it has none.</param>
internal readonly record struct CallFacts(string Operation, string Method, string UrlTemplate, string? AccountId)
{
    internal int Attempts { get; init; }

    /// <summary>Whether a write may have been processed.</summary>
    internal bool OutcomeUnknown { get; init; }

    /// <summary>StackOne's id of the last request, safe for messages.</summary>
    internal string? RequestId { get; init; }

    /// <summary>The status of the final response; null if there is none.</summary>
    internal int? Status { get; init; }
}
