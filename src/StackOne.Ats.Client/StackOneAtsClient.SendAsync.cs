using System.Text.Json.Nodes;
using StackOne.Ats.Client.Pipeline;

namespace StackOne.Ats.Client;

// What the library has no method for.
public partial class StackOneAtsClient
{
    /// <summary>
    /// Calls an endpoint that this version of the library has no method for, with the same authentication, retries, timeouts, limits and exceptions.
    /// </summary>
    /// <param name="method">GET, PUT and DELETE are retried like reads; POST and PATCH like an order. No others are allowed.</param>
    /// <param name="path">
    /// The path below <see cref="StackOneAtsClientOptions.BaseAddress"/>, with a query if there is one, such as
    /// <c>/unified/ats/candidates?page_size=10</c>. Escape ids in it with <see cref="Uri.EscapeDataString(string)"/>.
    /// </param>
    /// <param name="request">The JSON to send; null sends no body.</param>
    /// <param name="cancellationToken">Cancels the call at any stage. A request that was already sent may still be processed.</param>
    /// <returns>The JSON of the response, unchanged; null if it has none.</returns>
    /// <remarks>
    /// The account is sent if one is set, and the heartbeat preference if it is on. Logs and traces have no path, because it may contain ids.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="method"/> or <paramref name="path"/> is null.</exception>
    /// <exception cref="ArgumentException">The method is not allowed, or the path does not begin with a slash or is not one of this
    /// address.</exception>
    /// <exception cref="StackOneApiException">An error status. Catch a derived type to handle a specific status.</exception>
    /// <exception cref="StackOneException">The call failed for another reason.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled.</exception>
    /// <example>
    /// <code>
    /// JsonNode? response = await client.SendAsync(HttpMethod.Post, "/unified/ats/candidates", new JsonObject { ["first_name"] = "Ada" });
    /// string? id = (string?)response?["data"]?["id"];
    /// </code>
    /// </example>
    public virtual Task<JsonNode?> SendAsync(HttpMethod method, string path, JsonNode? request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(path);
        return AnyOperation.SendAsync(Scope, method, path, request, cancellationToken);
    }

    /// <summary>Calls an endpoint that this version of the library has no method for, without a body.</summary>
    /// <inheritdoc cref="SendAsync(HttpMethod, string, JsonNode?, CancellationToken)" />
    public virtual Task<JsonNode?> SendAsync(HttpMethod method, string path, CancellationToken cancellationToken = default) =>
        SendAsync(method, path, request: null, cancellationToken);
}
