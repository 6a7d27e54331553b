using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
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

    /// <remarks>
    /// There is no metadata of what is accepted. Without a type, the generator of OpenAPI documents fails for the whole application; with one, it
    /// fails if the application has source-generated JSON alone. The routing would also answer 415 itself, unseen by the log and the counter, and to
    /// an event whose signature is right.
    /// </remarks>
    internal static IEndpointConventionBuilder MapStackOne(
        this IEndpointRouteBuilder endpoints,
        string pattern,
        Endpoint endpoint,
        string kind,
        string summary)
    {
        RequestDelegate answer = endpoint.AnswerAsync;
        return endpoints.MapPost(pattern, answer)
            .WithDisplayName($"StackOne {kind} {pattern}")
            .WithMetadata(
            [
                // Without a method, descriptions of the application leave an endpoint out.
                answer.Method,
                new TagsAttribute("StackOne"),
                new EndpointSummaryAttribute(summary),
                .. Statuses.Select(status => new ProducesResponseTypeMetadata(status, typeof(void))),
            ]);
    }
}
