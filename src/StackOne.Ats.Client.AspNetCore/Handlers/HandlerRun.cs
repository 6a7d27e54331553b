using Microsoft.Extensions.Logging;
using StackOne.Ats.Client.AspNetCore.Endpoints;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.AspNetCore.Handlers;

/// <summary>
/// Runs the handlers of one event. Each has a time limit of its own, so that one that fails or hangs leaves the others what they need.
/// </summary>
internal sealed class HandlerRun(StackOneEvent received, TimeSpan limit, TimeProvider clock, ILogger logger)
{
    private int _handlers;

    /// <summary>What the last failed handler has thrown; null if none has failed.</summary>
    internal Exception? Failure { get; private set; }

    /// <summary>The result, for the counter.</summary>
    internal string Result => Failure is not null ? "Failed" : _handlers > 0 ? "Handled" : "Unhandled";

    /// <summary>Constructs handlers, which can fail like a handler.</summary>
    internal void Construct(Action construct)
    {
        try
        {
            construct();
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    /// <summary>Runs a handler.</summary>
    internal async Task RunAsync(Func<CancellationToken, Task> handle)
    {
        _handlers++;
        // Not the request's token: a client that goes away must not cancel a handler that stores.
        using var timeout = new CancellationTokenSource(limit, clock);
        try
        {
            await handle(timeout.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    private void Fail(Exception exception)
    {
        Failure = exception;
        Log.HandlerFailed(logger, received.Name?.Value, received.DeduplicationKey, exception);
    }
}
