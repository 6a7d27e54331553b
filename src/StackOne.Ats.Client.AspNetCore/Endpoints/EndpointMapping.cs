using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace StackOne.Ats.Client.AspNetCore.Endpoints;

/// <summary>Maps an endpoint, with the metadata that descriptions of the application, such as OpenAPI, read.</summary>
internal static class EndpointMapping
{
    private static readonly int[] Failures =
    [
        StatusCodes.Status400BadRequest,
        StatusCodes.Status401Unauthorized,
        StatusCodes.Status413PayloadTooLarge,
        StatusCodes.Status500InternalServerError,
    ];

    internal static IEndpointConventionBuilder MapStackOne(this IEndpointRouteBuilder endpoints, string pattern, Endpoint endpoint, string kind) =>
        endpoints.MapPost(pattern, endpoint.AnswerAsync)
            .WithDisplayName($"StackOne {kind} {pattern}")
            .WithMetadata(
            [
                new AcceptsMetadata(["application/json"]),
                new ProducesResponseTypeMetadata(StatusCodes.Status200OK),
                .. Failures.Select(status => new ProducesResponseTypeMetadata(status)),
            ]);
}
