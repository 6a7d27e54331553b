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
    private readonly object _changing = new();

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
            return ReferenceEquals(Read(), state.Read) ? state.Settings : Change();
        }
    }

    /// <summary>The options, or the exception of a delegate of the application that configures or validates them: the monitor keeps both.</summary>
    private object Read()
    {
        try
        {
            return _monitor.Get(_name);
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    private EndpointSettings Change()
    {
        lock (_changing)
        {
            // Read again: another request may have changed them in the meantime.
            object read = Read();
            if (!ReferenceEquals(read, _state.Read))
            {
                EndpointSettings? changed = Validate(read, out Exception? failure);
                _state = new(read, changed ?? _state.Settings);
                if (failure is not null)
                {
                    Log.ChangeRefused(_logger, failure);
                }
            }

            return _state.Settings;
        }
    }

    /// <summary>The settings of what was read; null if it is invalid.</summary>
    private EndpointSettings? Validate(object read, out Exception? failure)
    {
        failure = read as Exception;
        try
        {
            return failure is null ? EndpointSettings.Create((StackOneWebhooksOptions)read, _name, _kind, _clock) : null;
        }
        catch (OptionsValidationException exception)
        {
            failure = exception;
            return null;
        }
    }

    /// <param name="Read">What was read last.</param>
    /// <param name="Settings">The settings in use, which are older if what was read last is invalid.</param>
    private sealed record State(object Read, EndpointSettings Settings);
}
