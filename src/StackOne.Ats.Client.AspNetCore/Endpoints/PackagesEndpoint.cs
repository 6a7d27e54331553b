using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using StackOne.Ats.Client.AspNetCore.Handlers;
using StackOne.Ats.Client.AspNetCore.Settings;

namespace StackOne.Ats.Client.AspNetCore.Endpoints;

/// <summary>Answers requests for packages with the list, in the shape of the API's own lists.</summary>
internal sealed class PackagesEndpoint<TPackage>(
    PackageSource<TPackage> source,
    JsonTypeInfo<PackageList<TPackage>> json,
    EndpointServices services)
    : Endpoint(services)
    where TPackage : class
{
    protected override async Task AnswerAsync(HttpContext context, EndpointSettings settings, TimeProvider clock)
    {
        PackageListRequest request = await SignedRequest.ReadPackageRequestAsync(context.Request, settings, clock).ConfigureAwait(false);

        using var timeout = new CancellationTokenSource(settings.Options.HandlerTimeout, clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, timeout.Token);
        byte[] body;
        try
        {
            List<TPackage> packages = await source(context.RequestServices, request, ending.Token).ConfigureAwait(false);
            if (packages.Contains(null!))
            {
                throw new InvalidOperationException("The handler of packages returned a list with a null in it.");
            }

            body = JsonSerializer.SerializeToUtf8Bytes(new PackageList<TPackage>(packages), json);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            // A request that nobody has verified has anything for an account.
            Log.PackagesFailed(Logger, settings.IsAnonymous ? null : request.AccountId, exception);
            Telemetry.Count(null, "PackagesFailed");
            return;
        }

        Telemetry.Count(null, "PackagesListed");
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, CancellationToken.None).ConfigureAwait(false);
    }
}
