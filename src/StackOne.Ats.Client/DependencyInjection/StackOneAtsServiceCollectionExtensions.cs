using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackOne.Ats.Client;
using StackOne.Ats.Client.DependencyInjection;
using StackOne.Ats.Client.Diagnostics;
using StackOne.Ats.Client.Pipeline;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Extension methods that register <see cref="StackOneAtsClient"/> in an <see cref="IServiceCollection"/>.</summary>
public static class StackOneAtsServiceCollectionExtensions
{
    /// <summary>Registers a <see cref="StackOneAtsClient"/> as a singleton and configures its options in code.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="configure">Configures the options. If the client is registered more than once, the delegates run in order of
    /// registration.</param>
    /// <returns>
    /// The client's <see cref="IHttpClientBuilder"/>. Use it to add message handlers, which run on each attempt inside the library's own
    /// handler, or to replace the primary handler, which must not follow redirects or keep cookies.
    /// </returns>
    /// <remarks>
    /// <para>
    /// A primary handler from <c>ConfigureHttpClientDefaults</c>, for example with a proxy, is used, with its redirects and cookies turned off. Other
    /// handlers from there do not apply to this client, nor do those that an <see cref="IHttpMessageHandlerBuilderFilter"/> puts around the library's
    /// own: a handler that retries could place an order twice. For the same reason, do not add a retry handler here. The client has its own retries.
    /// </para>
    /// <para>
    /// The options are validated when the host starts or, without a host, when the client is first resolved. An invalid option throws an
    /// <see cref="OptionsValidationException"/> that names it. If a <see cref="TimeProvider"/> or an <see cref="ILoggerFactory"/> is
    /// registered, the client uses it.
    /// </para>
    /// </remarks>
    /// <example><code>services.AddStackOneAts(options => options.ApiKey = key);</code></example>
    public static IHttpClientBuilder AddStackOneAts(this IServiceCollection services, Action<StackOneAtsClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, name: null, options => options.Configure(configure));
    }

    /// <summary>
    /// Registers a <see cref="StackOneAtsClient"/> as a singleton, whose options are configured elsewhere, for example from services.
    /// </summary>
    /// <param name="services">The service collection.</param>
    /// <returns>The client's <see cref="IHttpClientBuilder"/>.</returns>
    /// <remarks>The options are created once, with the client, and are not read again: for a key that changes, set
    /// <see cref="StackOneAtsClientOptions.ApiKeyProvider"/>.</remarks>
    /// <example>
    /// <code>
    /// services.AddStackOneAts();
    /// services.AddOptions&lt;StackOneAtsClientOptions&gt;().Configure&lt;IVault&gt;((options, vault) => options.ApiKeyProvider = vault.GetKeyAsync);
    /// </code>
    /// </example>
    public static IHttpClientBuilder AddStackOneAts(this IServiceCollection services) => Add(services, name: null, static _ => { });

    /// <summary>Registers a <see cref="StackOneAtsClient"/> as a keyed singleton, whose options are configured elsewhere.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="name">The service key, as in <c>[FromKeyedServices("eu")]</c>, and the name of the options.</param>
    /// <returns>The client's <see cref="IHttpClientBuilder"/>.</returns>
    /// <example>
    /// <code>
    /// services.AddStackOneAts("eu");
    /// services.AddOptions&lt;StackOneAtsClientOptions&gt;("eu").Configure&lt;IVault&gt;((options, vault) => options.ApiKey = vault.Key);
    /// </code>
    /// </example>
    public static IHttpClientBuilder AddStackOneAts(this IServiceCollection services, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Add(services, name, static _ => { });
    }

    /// <summary>Registers a <see cref="StackOneAtsClient"/> as a singleton and binds its options from configuration.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="configuration">
    /// A section whose keys are the property names of <see cref="StackOneAtsClientOptions"/>, such as <c>ApiKey</c> and
    /// <c>Retry:MaxRetries</c>. Time spans have the format <c>hh:mm:ss</c>. An empty value counts as absent. The section is read once, when
    /// the options are created.
    /// </param>
    /// <returns>The client's <see cref="IHttpClientBuilder"/>.</returns>
    /// <remarks>A value that cannot be parsed or is out of range throws an <see cref="OptionsValidationException"/> that names its key.</remarks>
    /// <example><code>services.AddStackOneAts(builder.Configuration.GetSection("StackOne"));</code></example>
    public static IHttpClientBuilder AddStackOneAts(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return Add(services, name: null, From(configuration));
    }

    /// <summary>Registers a <see cref="StackOneAtsClient"/> as a keyed singleton, for applications that use several API keys or regions.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="name">The service key, as in <c>[FromKeyedServices("eu")]</c>, and the name of the options.</param>
    /// <param name="configure">Configures the options. If the client is registered more than once, the delegates run in order of
    /// registration.</param>
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

    /// <summary>Registers a <see cref="StackOneAtsClient"/> as a keyed singleton and binds its options from configuration.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="name">The service key, as in <c>[FromKeyedServices("eu")]</c>, and the name of the options.</param>
    /// <param name="configuration">A section with the same keys as for the overload without a name.</param>
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
        if (name is null)
        {
            services.TryAddSingleton(provider => CreateClient(provider, optionsName, httpName));
        }
        else
        {
            services.TryAddKeyedSingleton(name, (provider, _) => CreateClient(provider, optionsName, httpName));
        }

        IHttpClientBuilder http = services.AddHttpClient(httpName);
        if (services.Any(service => service.ImplementationInstance is OptionsValidator validator && validator.Name == optionsName))
        {
            // The pipeline is already registered. A second one would multiply the retries.
            return http;
        }

        services.AddSingleton<IValidateOptions<StackOneAtsClientOptions>>(new OptionsValidator(optionsName));
        services.AddOptions<StackOneAtsClientOptions>(optionsName).ValidateOnStart();
        if (!services.Any(service => service.ImplementationType == typeof(OutermostPipeline)))
        {
            services.Insert(0, ServiceDescriptor.Singleton<IHttpMessageHandlerBuilderFilter, OutermostPipeline>());
        }

        // Before the defaults, so that theirs replaces it: it may have the company's proxy.
        services.Configure<HttpClientFactoryOptions>(httpName, options => options.HttpMessageHandlerBuilderActions.Insert(
            0,
            static builder => builder.PrimaryHandler = PipelineBuilder.CreatePrimaryHandler()));
        return http
            .ConfigureHttpClient((provider, client) => PipelineBuilder.Configure(client, OptionsOf(provider, optionsName)))
            .ConfigurePrimaryHttpMessageHandler(static (handler, _) => PipelineBuilder.Secure(handler))
            .ConfigureAdditionalHttpMessageHandlers((handlers, provider) =>
            {
                // The handlers at this point come from ConfigureHttpClientDefaults. A retry handler among them would run inside this
                // pipeline and could place an order twice. Handlers that the application adds to this client are added later.
                handlers.Clear();
                handlers.Add(new PipelineHandler(OptionsOf(provider, optionsName), ServicesOf(provider, optionsName)));
            })
            // The factory's loggers log headers at Trace level, including Authorization and the account id.
            .RemoveAllLoggers()
            // The singleton client never releases its handlers. The primary handler recycles connections itself.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
    }

    private static StackOneAtsClient CreateClient(IServiceProvider provider, string optionsName, string httpName) => new(
        provider.GetRequiredService<IHttpClientFactory>().CreateClient(httpName),
        OptionsOf(provider, optionsName),
        ServicesOf(provider, optionsName));

    private static StackOneAtsClientOptions OptionsOf(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<StackOneAtsClientOptions>>().Get(name);

    private static PipelineServices ServicesOf(IServiceProvider provider, string name) => PipelineServices.Default with
    {
        Time = provider.GetService<TimeProvider>() ?? TimeProvider.System,
        Logger = (OptionsOf(provider, name).LoggerFactory ?? provider.GetRequiredService<ILoggerFactory>()).CreateLogger(Log.Category),
    };
}
