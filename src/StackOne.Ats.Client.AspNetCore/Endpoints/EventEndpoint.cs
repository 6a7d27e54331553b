using System.Diagnostics;
using Microsoft.AspNetCore.Http;
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

        // Not the request's token: a client that goes away must not cancel a handler that stores.
        using var timeout = new CancellationTokenSource(settings.Options.HandlerTimeout, clock);
        using Activity? span = Telemetry.Start(received);
        bool isHandled = true;
        // The services of the application are created here, and that can fail like a handler.
        Func<Task>[] all = [];
        await RunAsync(() =>
        {
            all = [.. handlers.For(received, context.RequestServices, timeout.Token)];
            return Task.CompletedTask;
        }).ConfigureAwait(false);
        foreach (Func<Task> handle in all)
        {
            await RunAsync(handle).ConfigureAwait(false);
        }

        context.Response.StatusCode = isHandled ? StatusCodes.Status200OK : StatusCodes.Status500InternalServerError;
        Telemetry.Count(received, isHandled ? "Handled" : "Failed");
        if (isHandled)
        {
            Log.Handled(Logger, received.Name?.Value, received.DeduplicationKey);
        }

        async Task RunAsync(Func<Task> handle)
        {
            try
            {
                await handle().ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                isHandled = false;
                Log.HandlerFailed(Logger, received.Name?.Value, received.DeduplicationKey, exception);
                span?.SetTag("error.type", exception.GetType().FullName).SetStatus(ActivityStatusCode.Error);
            }
        }
    }
}
