using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using StackOne.Ats.Client.AspNetCore.Handlers;
using StackOne.Ats.Client.AspNetCore.Settings;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.AspNetCore.Endpoints;

/// <summary>Answers webhooks: 200 when every handler of the event has finished, 500 if one of them has failed.</summary>
internal sealed class EventEndpoint(IEventHandlers handlers, EndpointServices services) : Endpoint(services)
{
    protected override async Task AnswerAsync(HttpContext context, EndpointSettings settings, TimeProvider clock)
    {
        StackOneEvent received = await SignedRequest.ReadEventAsync(context.Request, settings, clock).ConfigureAwait(false);

        using Activity? span = Telemetry.Start(received);
        var run = new HandlerRun(received, settings.Options.HandlerTimeout, clock, Logger);
        await handlers.RunAsync(received, context.RequestServices, run).ConfigureAwait(false);

        Telemetry.Count(received, run.Result);
        if (run.Failure is { } failure)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            span?.SetTag("error.type", failure.GetType().FullName).SetStatus(ActivityStatusCode.Error);
            return;
        }

        if (Logger.IsEnabled(LogLevel.Debug))
        {
            Log.Handled(Logger, received.Name?.Value, run.Result, received.DeduplicationKey);
        }
    }
}
