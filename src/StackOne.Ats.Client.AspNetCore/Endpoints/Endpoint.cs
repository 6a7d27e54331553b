using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using StackOne.Ats.Client.AspNetCore.Settings;

namespace StackOne.Ats.Client.AspNetCore.Endpoints;

/// <summary>
/// Answers a request of StackOne's: reads and verifies it, runs the handlers, and answers with a status. An answer that is not a success has no
/// body. No exception leaves it, so no middleware can put one into the answer.
/// </summary>
internal abstract class Endpoint(EndpointServices services)
{
    protected ILogger Logger => services.Logger;

    internal async Task AnswerAsync(HttpContext context)
    {
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }

        try
        {
            await AnswerAsync(context, services.Settings.Current, services.Clock).ConfigureAwait(false);
        }
        catch (RefusedException refused)
        {
            context.Response.StatusCode = refused.Status;
            if (refused.Status == StatusCodes.Status408RequestTimeout && HttpProtocol.IsHttp11(context.Request.Protocol))
            {
                // RFC 9110, section 15.5.9.
                context.Response.Headers.Connection = "close";
            }

            if (refused.Status == StatusCodes.Status499ClientClosedRequest)
            {
                // Nobody reads an answer, and the server would log an error because it cannot read the rest of the body.
                context.Abort();
            }

            Telemetry.Count(null, refused.Reason);
            TryLog(() => Log.Refused(Logger, services.Pattern, refused.Status, refused.Reason));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody reads an answer.
            Telemetry.Count(null, "Aborted");
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            // Such as one of the application's loggers.
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            Telemetry.Count(null, "Failed");
            TryLog(() => Log.EndpointFailed(Logger, services.Pattern, exception));
        }
    }

    /// <summary>Logs what was answered already: a logger of the application that throws must not change the answer.</summary>
    private static void TryLog(Action log)
    {
        try
        {
            log();
        }
        catch (Exception)
        {
            // There is nowhere to report it.
        }
    }

    /// <summary>Reads the request and answers it.</summary>
    protected abstract Task AnswerAsync(HttpContext context, EndpointSettings settings, TimeProvider clock);
}
