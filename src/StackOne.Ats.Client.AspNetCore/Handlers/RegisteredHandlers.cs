using Microsoft.Extensions.DependencyInjection;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.AspNetCore.Handlers;

/// <summary>The handlers that are registered as services. Each type is named here, because NativeAOT cannot construct one at run time.</summary>
internal sealed class RegisteredHandlers : IEventHandlers
{
    /// <exception cref="InvalidOperationException">No handler is registered.</exception>
    internal RegisteredHandlers(IServiceProvider services)
    {
        Type[] types =
        [
            typeof(IStackOneEventHandler<StackOneEvent>),
            typeof(IStackOneEventHandler<AssessmentOrderEvent>),
            typeof(IStackOneEventHandler<BackgroundCheckOrderEvent>),
            typeof(IStackOneEventHandler<RecordEvent>),
            typeof(IStackOneEventHandler<AccountEvent>),
        ];
        if (!types.Any(type => RegisteredServices.Has(services, type)))
        {
            throw new InvalidOperationException(
                "No handler of webhooks is registered, and events would be lost. Register a service as IStackOneEventHandler<TEvent>, or pass a "
                + "handler.");
        }
    }

    public async Task RunAsync(StackOneEvent received, IServiceProvider services, HandlerRun run)
    {
        Task own = received switch
        {
            AssessmentOrderEvent order => RunAllAsync(order),
            BackgroundCheckOrderEvent order => RunAllAsync(order),
            RecordEvent changed => RunAllAsync(changed),
            AccountEvent account => RunAllAsync(account),
            _ => Task.CompletedTask,
        };
        await own.ConfigureAwait(false);
        await RunAllAsync(received).ConfigureAwait(false);

        async Task RunAllAsync<TEvent>(TEvent handled)
            where TEvent : StackOneEvent
        {
            IEnumerable<IStackOneEventHandler<TEvent>> handlers = [];
            run.Construct(() => handlers = [.. services.GetServices<IStackOneEventHandler<TEvent>>()]);
            foreach (IStackOneEventHandler<TEvent> handler in handlers)
            {
                await run.RunAsync(cancellationToken => handler.HandleAsync(handled, cancellationToken)).ConfigureAwait(false);
            }
        }
    }
}
