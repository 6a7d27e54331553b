using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using StackOne.Ats.Client.AspNetCore;
using StackOne.Ats.Client.AspNetCore.Settings;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Extension methods that configure the endpoints that StackOne calls.</summary>
public static class StackOneWebhooksServiceCollectionExtensions
{
    /// <summary>Configures the endpoints that StackOne calls, from configuration.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="configuration">
    /// A section whose keys are the property names of <see cref="StackOneWebhooksOptions"/>. A list, such as <c>Secrets</c>, has the keys <c>0</c>,
    /// <c>1</c> and so on, or is one value. Time spans have the format <c>hh:mm:ss</c>. An empty value counts as absent, but not as an item
    /// of a list: an empty secret is an error. Endpoints follow changes of the section.
    /// </param>
    /// <returns>The service collection.</returns>
    /// <remarks>
    /// The options are validated when an endpoint is mapped: an invalid one throws an <see cref="OptionsValidationException"/> that names it. If a
    /// <see cref="TimeProvider"/> is registered, it is used.
    /// </remarks>
    /// <example><code>builder.Services.AddStackOneWebhooks(builder.Configuration.GetSection("StackOne:Webhooks"));</code></example>
    public static IServiceCollection AddStackOneWebhooks(this IServiceCollection services, IConfiguration configuration) =>
        Add(services, Options.Options.DefaultName, configuration);

    /// <summary>Configures the endpoints that StackOne calls, in code.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="configure">Configures the options. Several delegates run in order of registration.</param>
    /// <returns>The service collection.</returns>
    /// <example><code>builder.Services.AddStackOneWebhooks(options => options.Secrets = [secret]);</code></example>
    public static IServiceCollection AddStackOneWebhooks(this IServiceCollection services, Action<StackOneWebhooksOptions> configure) =>
        Add(services, Options.Options.DefaultName, configure);

    /// <summary>
    /// Configures endpoints with options of their own, from configuration: for applications that serve several projects of StackOne's.
    /// </summary>
    /// <param name="services">The service collection.</param>
    /// <param name="name">The name of the options. Pass it when you map an endpoint.</param>
    /// <param name="configuration">A section with the same keys as for the overload without a name.</param>
    /// <returns>The service collection.</returns>
    /// <example>
    /// <code>
    /// builder.Services.AddStackOneWebhooks("eu", builder.Configuration.GetSection("StackOne:Eu"));
    /// app.MapStackOneWebhooks("/eu/events", optionsName: "eu");
    /// </code>
    /// </example>
    public static IServiceCollection AddStackOneWebhooks(this IServiceCollection services, string name, IConfiguration configuration)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Add(services, name, configuration);
    }

    /// <summary>Configures endpoints with options of their own, in code.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="name">The name of the options. Pass it when you map an endpoint.</param>
    /// <param name="configure">Configures the options. Several delegates run in order of registration.</param>
    /// <returns>The service collection.</returns>
    /// <example><code>builder.Services.AddStackOneWebhooks("eu", options => options.Secrets = [secret]);</code></example>
    public static IServiceCollection AddStackOneWebhooks(this IServiceCollection services, string name, Action<StackOneWebhooksOptions> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Add(services, name, configure);
    }

    private static IServiceCollection Add(IServiceCollection services, string name, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddSingleton<IOptionsChangeTokenSource<StackOneWebhooksOptions>>(
            new ConfigurationChangeTokenSource<StackOneWebhooksOptions>(name, configuration));
        return Add(services, name, options => ConfigurationReader.Read(configuration, options));
    }

    private static IServiceCollection Add(IServiceCollection services, string name, Action<StackOneWebhooksOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<StackOneWebhooksOptions>(name).Configure(configure);
        return services;
    }
}
