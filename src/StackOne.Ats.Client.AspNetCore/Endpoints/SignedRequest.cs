using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using StackOne.Ats.Client.AspNetCore.Settings;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.AspNetCore.Endpoints;

/// <summary>Reads the requests of StackOne, and refuses all others.</summary>
internal static class SignedRequest
{
    /// <summary>32 bytes as base64url without padding; with it, one character more.</summary>
    private const int SignatureLength = 43;

    /// <summary>Reads an event.</summary>
    /// <exception cref="RefusedException">The request is not a signed event.</exception>
    internal static async ValueTask<StackOneEvent> ReadEventAsync(HttpRequest request, EndpointSettings settings, TimeProvider clock)
    {
        string? signature = Signature(request);
        using RequestBody body = await RequestBody.ReadAsync(request, settings.Options, clock).ConfigureAwait(false);
        try
        {
            return settings.Reader!.Read(body.Span, signature);
        }
        catch (StackOneWebhookException exception)
        {
            throw Refused(exception);
        }
    }

    /// <summary>Reads a request for packages.</summary>
    /// <exception cref="RefusedException">The request is not one of StackOne's.</exception>
    internal static async ValueTask<PackageListRequest> ReadPackageRequestAsync(HttpRequest request, EndpointSettings settings, TimeProvider clock)
    {
        if (settings.Keys?.Accept(request.Headers.Authorization) == false)
        {
            request.HttpContext.Response.Headers.WWWAuthenticate = "Basic realm=\"StackOne\", charset=\"UTF-8\"";
            throw new RefusedException(
                StatusCodes.Status401Unauthorized,
                StringValues.IsNullOrEmpty(request.Headers.Authorization) ? "MissingKey" : "WrongKey");
        }

        if (request.ContentType is not null && !request.HasJsonContentType())
        {
            throw new RefusedException(StatusCodes.Status415UnsupportedMediaType, "NotJson");
        }

        string? signature = settings.Reader is null ? null : Signature(request);
        using RequestBody body = await RequestBody.ReadAsync(request, settings.Options, clock).ConfigureAwait(false);
        try
        {
            settings.Reader?.VerifySignature(body.Span, signature);
        }
        catch (StackOneWebhookException exception)
        {
            throw Refused(exception);
        }

        return PackageRequestReader.Read(body.Span) ?? throw new RefusedException(StatusCodes.Status400BadRequest, "NotAnObject");
    }

    /// <summary>The value of the header. Two of them are joined by a comma, which no signature contains.</summary>
    /// <exception cref="RefusedException">There is none, or it is none: the body need not be read.</exception>
    private static string Signature(HttpRequest request)
    {
        string signature = request.Headers[StackOneWebhookReader.SignatureHeader].ToString();
        return signature.Length switch
        {
            SignatureLength or SignatureLength + 1 => signature,
            0 => throw new RefusedException(StatusCodes.Status401Unauthorized, nameof(StackOneWebhookFailure.MissingSignature)),
            _ => throw new RefusedException(StatusCodes.Status401Unauthorized, nameof(StackOneWebhookFailure.WrongSignature)),
        };
    }

    private static RefusedException Refused(StackOneWebhookException exception) => new(
        exception.Reason is StackOneWebhookFailure.MissingSignature or StackOneWebhookFailure.WrongSignature
            ? StatusCodes.Status401Unauthorized
            : StatusCodes.Status400BadRequest,
        exception.Reason.ToString());
}
