using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace StackOne.Ats.Client.Benchmarks.Contenders;

/// <summary>The library from dependency injection, with logs at Information, traces and metrics that something listens to.</summary>
internal sealed class ObservedContender : LibraryContender
{
    private readonly ServiceProvider _services;
    private ActivityListener? _traces;
    private MeterListener? _metrics;

    private ObservedContender(ServiceProvider services, string name)
        : base(services.GetRequiredService<StackOneAtsClient>(), name) => _services = services;

    internal static ObservedContender Create(HttpMessageHandler handler, Uri address)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Information).AddProvider(new Formatter()));
        services
            .AddStackOneAts(options => (options.ApiKey, options.AccountId, options.BaseAddress) = (Payloads.Key, Payloads.Account, address))
            .ConfigurePrimaryHttpMessageHandler(() => handler);
        return new(services.BuildServiceProvider(), "stackone-observed");
    }

    /// <remarks>Listeners are those of the process: the other contenders must not have them.</remarks>
    internal override void Enter()
    {
        _traces = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "StackOne.Ats.Client",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(_traces);
        _metrics = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "StackOne.Ats.Client")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        _metrics.SetMeasurementEventCallback<double>(static (_, _, _, _) => { });
        _metrics.SetMeasurementEventCallback<long>(static (_, _, _, _) => { });
        _metrics.Start();
    }

    internal override void Leave()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }

    public override void Dispose()
    {
        base.Dispose();
        _services.Dispose();
    }

    private sealed class Formatter : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) => formatter(state, exception);

        public void Dispose()
        {
        }
    }
}
