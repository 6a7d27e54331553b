using StackOne.Ats.Client;
using StackOne.Ats.Client.Testing;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Extension methods that let an application call a sandbox instead of StackOne.</summary>
public static class StackOneSandboxServiceCollectionExtensions
{
    /// <summary>Lets all clients that the application has registered call a sandbox, whatever their own address and key.</summary>
    /// <param name="services">The service collection. The order of the registrations does not matter.</param>
    /// <param name="sandbox">The sandbox.</param>
    /// <returns>The service collection.</returns>
    /// <remarks>An <see cref="StackOneAtsClientOptions.ApiKeyProvider"/> is not called. Other options, such as timeouts, stay as they are.</remarks>
    /// <example>
    /// With <c>WebApplicationFactory</c>:
    /// <code>builder.ConfigureTestServices(services => services.UseStackOneSandbox(sandbox));</code>
    /// </example>
    public static IServiceCollection UseStackOneSandbox(this IServiceCollection services, StackOneSandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(sandbox);
        return services.PostConfigureAll<StackOneAtsClientOptions>(options =>
        {
            options.BaseAddress = sandbox.BaseAddress;
            options.ApiKey = sandbox.ApiKey;
            options.ApiKeyProvider = null;
        });
    }
}
