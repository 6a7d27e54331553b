using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.AspNetCore.Handlers;

/// <summary>The handlers of an endpoint.</summary>
internal interface IEventHandlers
{
    /// <summary>Runs the handlers of an event, one after the other; none if nobody handles its type.</summary>
    Task RunAsync(StackOneEvent received, IServiceProvider services, HandlerRun run);
}
