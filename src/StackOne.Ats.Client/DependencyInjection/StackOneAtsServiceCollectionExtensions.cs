using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackOne.Ats.Client;
using StackOne.Ats.Client.DependencyInjection;
using StackOne.Ats.Client.Diagnostics;
using StackOne.Ats.Client.Pipeline;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers <see cref="StackOneAtsClient"/> in a service collection.</summary>
public static class StackOneAtsServiceCollectionExtensions
{
    /// <summary>Registers a <see cref="StackOneAtsClient"/> as a singleton, with options set in code.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Sets the options. Registering again adds to them.</param>
    /// <returns>
    /// The client's <see cref="IHttpClientBuilder"/>, to add handlers (each attempt passes through them, after this library's own) or
    /// to replace the primary one, which must not follow redirects.
    /// </returns>
    /// <remarks>
    /// <para>
    /// Handlers from <c>ConfigureHttpClientDefaults</c> do not apply to this client, since one that retries would order twice. Never add
    /// such a handler here either: the client retries by itself.
    /// </para>
    /// <para>
    /// The options are checked when the host starts, or else when the client is first asked for: a fault is an
    /// <see cref="OptionsValidationException"/> that names the option. A <see cref="TimeProvider"/> and an <see cref="ILoggerFactory"/>
    /// among the services are used.
    /// </para>
    /// </remarks>
    /// <example><code>services.AddStackOneAts(options => options.ApiKey = key);</code></example>
    public static IHttpClientBuilder AddStackOneAts(this IServiceCollection services, Action<StackOneAtsClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, name: null, options => options.Configure(configure));
    }

    /// <summary>Registers a <see cref="StackOneAtsClient"/> as a singleton, with options from configuration.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configuration">
    /// A section whose keys are the names of <see cref="StackOneAtsClientOptions"/>, <c>Retry:MaxRetries</c> and so on; times are written
    /// <c>hh:mm:ss</c>. Read when the client is made.
    /// </param>
    /// <returns>The client's <see cref="IHttpClientBuilder"/>.</returns>
    /// <remarks>A value that cannot be read, as well as one outside its range, is an <see cref="OptionsValidationException"/>.</remarks>
    /// <example><code>services.AddStackOneAts(builder.Configuration.GetSection("StackOne"));</code></example>
    public static IHttpClientBuilder AddStackOneAts(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return Add(services, name: null, From(configuration));
    }

    /// <summary>Registers a <see cref="StackOneAtsClient"/> as a keyed singleton, for an application with several API keys or regions.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="name">The key to ask for it by, <c>[FromKeyedServices("eu")]</c>, and the name of its options.</param>
    /// <param name="configure">Sets the options. Registering again adds to them.</param>
    /// <returns>The client's <see cref="IHttpClientBuilder"/>.</returns>
    /// <example><code>services.AddStackOneAts("eu", options => options.ApiKey = key);</code></example>
    public static IHttpClientBuilder AddStackOneAts(
        this IServiceCollection services,
        string name,
        Action<StackOneAtsClientOptions> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, name, options => options.Configure(configure));
    }

    /// <summary>Registers a <see cref="StackOneAtsClient"/> as a keyed singleton, with options from configuration.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="name">The key to ask for it by, <c>[FromKeyedServices("eu")]</c>, and the name of its options.</param>
    /// <param name="configuration">A section as the overload without a name takes it.</param>
    /// <returns>The client's <see cref="IHttpClientBuilder"/>.</returns>
    /// <example><code>services.AddStackOneAts("eu", builder.Configuration.GetSection("StackOne:Eu"));</code></example>
    public static IHttpClientBuilder AddStackOneAts(this IServiceCollection services, string name, IConfiguration configuration)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configuration);
        return Add(services, name, From(configuration));
    }

    private static Action<OptionsBuilder<StackOneAtsClientOptions>> From(IConfiguration configuration) =>
        options => options.Configure(target => ConfigurationReader.Read(configuration, target, options.Name));

    private static IHttpClientBuilder Add(
        IServiceCollection services,
        string? name,
        Action<OptionsBuilder<StackOneAtsClientOptions>> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        string optionsName = name ?? Options.Options.DefaultName;
        configure(services.AddOptions<StackOneAtsClientOptions>(optionsName));

        string httpName = name is null ? Log.Category : $"{Log.Category}:{name}";
        IHttpClientBuilder http = services.AddHttpClient(httpName);
        if (services.Any(service => service.ImplementationInstance is OptionsValidator validator && validator.Name == optionsName))
        {
            // The pipeline is there already; added again, it would retry each retry.
            return http;
        }

        services.AddSingleton<IValidateOptions<StackOneAtsClientOptions>>(new OptionsValidator(optionsName));
        services.AddOptions<StackOneAtsClientOptions>(optionsName).ValidateOnStart();
        if (name is null)
        {
            services.TryAddSingleton(provider => CreateClient(provider, optionsName, httpName));
        }
        else
        {
            services.TryAddKeyedSingleton(name, (provider, _) => CreateClient(provider, optionsName, httpName));
        }

        return http
            .ConfigureHttpClient((provider, client) => PipelineBuilder.Configure(client, OptionsOf(provider, optionsName)))
            .ConfigurePrimaryHttpMessageHandler(static () => PipelineBuilder.CreatePrimaryHandler())
            .ConfigureAdditionalHttpMessageHandlers((handlers, provider) =>
            {
                // What is here now comes from ConfigureHttpClientDefaults. It is meant for any client, and below this pipeline a handler
                // that retries would order twice. What the application adds to this client comes after.
                handlers.Clear();
                foreach (DelegatingHandler handler in PipelineBuilder.CreateHandlers(OptionsOf(provider, optionsName), ServicesOf(provider)))
                {
                    handlers.Add(handler);
                }
            })
            // The factory's loggers write headers, Authorization and the account id among them, at Trace.
            .RemoveAllLoggers()
            // The client keeps its handlers as long as it lives; the primary handler renews connections itself.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
    }

    private static StackOneAtsClient CreateClient(IServiceProvider provider, string optionsName, string httpName) => new(
        provider.GetRequiredService<IHttpClientFactory>().CreateClient(httpName),
        OptionsOf(provider, optionsName),
        ServicesOf(provider));

    private static StackOneAtsClientOptions OptionsOf(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<StackOneAtsClientOptions>>().Get(name);

    private static PipelineServices ServicesOf(IServiceProvider provider) => PipelineServices.Default with
    {
        Time = provider.GetService<TimeProvider>() ?? TimeProvider.System,
        Logger = provider.GetRequiredService<ILoggerFactory>().CreateLogger(Log.Category),
    };
}
