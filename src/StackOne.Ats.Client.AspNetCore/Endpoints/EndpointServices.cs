using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StackOne.Ats.Client.AspNetCore.Settings;

namespace StackOne.Ats.Client.AspNetCore.Endpoints;

/// <summary>What an endpoint needs of the application.</summary>
/// <param name="Pattern">The endpoint's route, for the log: a path of a request can have anything in it.</param>
/// <param name="Settings">The current settings.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Logger">The logger.</param>
internal sealed record EndpointServices(string Pattern, SettingsSource Settings, TimeProvider Clock, ILogger Logger)
{
    /// <exception cref="OptionsValidationException">An option is missing or out of range.</exception>
    internal static EndpointServices Create(IServiceProvider services, string pattern, string? optionsName, EndpointKind kind)
    {
        TimeProvider clock = services.GetService<TimeProvider>() ?? TimeProvider.System;
        ILogger logger = services.GetService<ILoggerFactory>()?.CreateLogger(Log.Category) ?? NullLogger.Instance;
        var monitor = services.GetRequiredService<IOptionsMonitor<StackOneWebhooksOptions>>();
        return new(pattern, new SettingsSource(monitor, optionsName ?? Options.DefaultName, kind, clock, logger), clock, logger);
    }
}
