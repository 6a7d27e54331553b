using Microsoft.Extensions.DependencyInjection;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.AspNetCore.Tests.Support;

/// <summary>Registers handlers as services.</summary>
internal static class Handlers
{
    /// <summary>A handler that stores events under a name.</summary>
    internal static IServiceCollection AddHandler<TEvent>(this IServiceCollection services, string name)
        where TEvent : StackOneEvent =>
        services.AddScoped<IStackOneEventHandler<TEvent>>(provider => new Handler<TEvent>(
            (received, _) => provider.GetRequiredService<Inbox>().StoreAsync(received, name)));

    /// <summary>A handler with any code.</summary>
    internal static IServiceCollection AddHandler<TEvent>(this IServiceCollection services, Func<TEvent, CancellationToken, Task> handle)
        where TEvent : StackOneEvent =>
        services.AddScoped<IStackOneEventHandler<TEvent>>(_ => new Handler<TEvent>(handle));

    private sealed class Handler<TEvent>(Func<TEvent, CancellationToken, Task> handle) : IStackOneEventHandler<TEvent>
        where TEvent : StackOneEvent
    {
        public Task HandleAsync(TEvent received, CancellationToken cancellationToken) => handle(received, cancellationToken);
    }
}
