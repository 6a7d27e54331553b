using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.AspNetCore.Handlers;

/// <summary>The handlers of an endpoint.</summary>
internal interface IEventHandlers
{
    /// <summary>The handlers of an event, in the order in which they run; none if nobody handles its type.</summary>
    IEnumerable<Func<Task>> For(StackOneEvent received, IServiceProvider services, CancellationToken cancellationToken);
}
