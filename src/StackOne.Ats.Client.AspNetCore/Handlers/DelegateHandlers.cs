using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.AspNetCore.Handlers;

/// <summary>The one delegate of an endpoint, for the events of its type.</summary>
internal sealed class DelegateHandlers<TEvent>(Func<IServiceProvider, TEvent, CancellationToken, Task> handler) : IEventHandlers
    where TEvent : StackOneEvent
{
    public IEnumerable<Func<Task>> For(StackOneEvent received, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (received is TEvent handled)
        {
            yield return () => handler(services, handled, cancellationToken);
        }
    }
}
