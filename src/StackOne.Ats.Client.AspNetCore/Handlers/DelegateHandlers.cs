using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.AspNetCore.Handlers;

/// <summary>The one delegate of an endpoint, for the events of its type.</summary>
internal sealed class DelegateHandlers<TEvent>(Func<IServiceProvider, TEvent, CancellationToken, Task> handler) : IEventHandlers
    where TEvent : StackOneEvent
{
    public Task RunAsync(StackOneEvent received, IServiceProvider services, HandlerRun run) => received is TEvent handled
        ? run.RunAsync(cancellationToken => handler(services, handled, cancellationToken))
        : Task.CompletedTask;
}
