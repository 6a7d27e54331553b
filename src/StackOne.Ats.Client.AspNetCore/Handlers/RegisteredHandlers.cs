using Microsoft.Extensions.DependencyInjection;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.AspNetCore.Handlers;

/// <summary>The handlers that are registered as services. Each type is named here, because NativeAOT cannot construct one at run time.</summary>
internal sealed class RegisteredHandlers : IEventHandlers
{
    /// <exception cref="InvalidOperationException">No handler is registered.</exception>
    internal RegisteredHandlers(IServiceProvider services)
    {
        if (services.GetService<IServiceProviderIsService>() is { } registered
            && !registered.IsService(typeof(IStackOneEventHandler<StackOneEvent>))
            && !registered.IsService(typeof(IStackOneEventHandler<AssessmentOrderEvent>))
            && !registered.IsService(typeof(IStackOneEventHandler<BackgroundCheckOrderEvent>))
            && !registered.IsService(typeof(IStackOneEventHandler<RecordEvent>))
            && !registered.IsService(typeof(IStackOneEventHandler<AccountEvent>)))
        {
            throw new InvalidOperationException(
                "No handler of webhooks is registered, and events would be lost. Register a service as IStackOneEventHandler<TEvent>, or pass a handler.");
        }
    }

    public IEnumerable<Func<Task>> For(StackOneEvent received, IServiceProvider services, CancellationToken cancellationToken)
    {
        IEnumerable<Func<Task>> own = received switch
        {
            AssessmentOrderEvent order => Of(order),
            BackgroundCheckOrderEvent order => Of(order),
            RecordEvent changed => Of(changed),
            AccountEvent account => Of(account),
            _ => [],
        };
        return own.Concat(Of(received));

        IEnumerable<Func<Task>> Of<TEvent>(TEvent handled)
            where TEvent : StackOneEvent =>
            services.GetServices<IStackOneEventHandler<TEvent>>().Select<IStackOneEventHandler<TEvent>, Func<Task>>(
                handler => () => handler.HandleAsync(handled, cancellationToken));
    }
}
