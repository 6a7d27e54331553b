using Microsoft.Extensions.DependencyInjection;

namespace StackOne.Ats.Client.AspNetCore.Handlers;

/// <summary>Checks, when an endpoint is mapped, that the services of its handler are registered: the first event would be lost otherwise.</summary>
internal static class RegisteredServices
{
    /// <summary>Whether a service is registered; also true if the container cannot tell.</summary>
    internal static bool Has(IServiceProvider services, Type type, object? key = null) => key is null
        ? services.GetService<IServiceProviderIsService>()?.IsService(type) ?? true
        : services.GetService<IServiceProviderIsKeyedService>()?.IsKeyedService(type, key) ?? true;

    /// <exception cref="InvalidOperationException">The service is not registered.</exception>
    internal static void Require(IServiceProvider services, Type type, object? key = null)
    {
        if (!Has(services, type, key))
        {
            string keyed = key is null ? string.Empty : $" with the key '{key}'";
            throw new InvalidOperationException($"The endpoint needs a service of the type {type}{keyed}, and none is registered.");
        }
    }
}
