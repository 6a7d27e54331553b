using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace StackOne.Ats.Client.AspNetCore.Endpoints;

/// <summary>Maps an endpoint, with the metadata that descriptions of the application, such as OpenAPI, read.</summary>
internal static class EndpointMapping
{
    private static readonly int[] Statuses =
    [
        StatusCodes.Status200OK,
        StatusCodes.Status400BadRequest,
        StatusCodes.Status401Unauthorized,
        StatusCodes.Status408RequestTimeout,
        StatusCodes.Status413PayloadTooLarge,
        StatusCodes.Status500InternalServerError,
    ];

    /// <summary>
    /// All types are accepted by the routing, which would otherwise answer 415 itself, unseen by the log and the counter, and to an event whose
    /// signature is
    /// right.
    /// </summary>
    private static readonly string[] ContentTypes = ["application/json", "*/*"];

    internal static IEndpointConventionBuilder MapStackOne(this IEndpointRouteBuilder endpoints, string pattern, Endpoint endpoint, string kind)
    {
        RequestDelegate answer = endpoint.AnswerAsync;
        return endpoints.MapPost(pattern, answer)
            .WithDisplayName($"StackOne {kind} {pattern}")
            .WithMetadata(
            [
                // Without a method, descriptions of the application leave an endpoint out.
                answer.Method,
                new TagsAttribute("StackOne"),
                new AcceptsMetadata(ContentTypes),
                .. Statuses.Select(status => new ProducesResponseTypeMetadata(status, typeof(void))),
            ]);
    }
}
