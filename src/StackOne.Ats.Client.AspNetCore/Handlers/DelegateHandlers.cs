using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.AspNetCore.Handlers;

/// <summary>The one delegate of an endpoint, for the events of its type.</summary>
/// <param name="handler">The delegate.</param>
/// <param name="accepts">Whether it takes the event, if that is known at run time only.</param>
internal sealed class DelegateHandlers<TEvent>(
    Func<IServiceProvider, TEvent, CancellationToken, Task> handler, Func<TEvent, bool>? accepts = null) : IEventHandlers
    where TEvent : StackOneEvent
{
    public Task RunAsync(StackOneEvent received, IServiceProvider services, HandlerRun run) =>
        received is TEvent handled && accepts?.Invoke(handled) != false
        ? run.RunAsync(cancellationToken => handler(services, handled, cancellationToken))
        : Task.CompletedTask;
}
