using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackOne.Ats.Client.AspNetCore.Endpoints;

namespace StackOne.Ats.Client.AspNetCore.Settings;

/// <summary>The current settings of an endpoint: it follows changes of the options, and keeps the last valid ones.</summary>
internal sealed class SettingsSource
{
    private readonly IOptionsMonitor<StackOneWebhooksOptions> _monitor;
    private readonly string _name;
    private readonly EndpointKind _kind;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;

    /// <summary>The options that were read last, and the settings that are in use, which are older if those options are invalid.</summary>
    private volatile State _state;

    /// <exception cref="OptionsValidationException">An option is missing or out of range.</exception>
    internal SettingsSource(
        IOptionsMonitor<StackOneWebhooksOptions> monitor,
        string name,
        EndpointKind kind,
        TimeProvider clock,
        ILogger logger)
    {
        (_monitor, _name, _kind, _clock, _logger) = (monitor, name, kind, clock, logger);
        StackOneWebhooksOptions options = monitor.Get(name);
        _state = new(options, EndpointSettings.Create(options, name, kind, clock));
    }

    internal EndpointSettings Current
    {
        get
        {
            State state = _state;
            StackOneWebhooksOptions options = _monitor.Get(_name);
            if (!ReferenceEquals(options, state.Read))
            {
                _state = state = new(options, Change(options, state.Settings));
            }

            return state.Settings;
        }
    }

    private EndpointSettings Change(StackOneWebhooksOptions options, EndpointSettings settings)
    {
        try
        {
            return EndpointSettings.Create(options, _name, _kind, _clock);
        }
        catch (OptionsValidationException exception)
        {
            Log.ChangeRefused(_logger, exception.Message);
            return settings;
        }
    }

    private sealed record State(StackOneWebhooksOptions Read, EndpointSettings Settings);
}
