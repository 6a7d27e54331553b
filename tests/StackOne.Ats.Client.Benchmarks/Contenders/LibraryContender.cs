using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Benchmarks.Contenders;

/// <summary>This library with its default options: the whole pipeline.</summary>
internal class LibraryContender(StackOneAtsClient client) : Contender
{
    private static readonly CandidateListQuery Query = new() { PageSize = Payloads.PageSize };

    internal LibraryContender(HttpMessageHandler handler, Uri address)
        : this(new StackOneAtsClient(Options(address), handler))
    {
    }

    internal StackOneAtsClient Client => client;

    internal override Task OrderAsync(CancellationToken cancellationToken) => client.Assessments.OrderAsync(Payloads.Order, cancellationToken);

    internal override Task ListPageAsync(CancellationToken cancellationToken) => FirstPageAsync(cancellationToken);

    internal override int CountOf(Task page) => ((Task<IReadOnlyList<Candidate>>)page).Result.Count;

    public override void Dispose() => client.Dispose();

    protected static StackOneAtsClientOptions Options(Uri address) =>
        new() { ApiKey = Payloads.Key, AccountId = Payloads.Account, BaseAddress = address };

    private async Task<IReadOnlyList<Candidate>> FirstPageAsync(CancellationToken cancellationToken)
    {
        await foreach (StackOnePage<Candidate> page in client.Candidates.ListAsync(Query, cancellationToken).AsPages().ConfigureAwait(false))
        {
            return page.Items;
        }

        return [];
    }
}

/// <summary>The library from dependency injection, with logs at Information, traces and metrics that something listens to.</summary>
internal sealed class ObservedContender : LibraryContender
{
    private readonly ServiceProvider _services;
    private ActivityListener? _traces;
    private MeterListener? _metrics;

    private ObservedContender(ServiceProvider services)
        : base(services.GetRequiredService<StackOneAtsClient>()) => _services = services;

    internal static ObservedContender Create(HttpMessageHandler handler, Uri address)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Information).AddProvider(new Formatter()));
        services
            .AddStackOneAts(options => (options.ApiKey, options.AccountId, options.BaseAddress) = (Payloads.Key, Payloads.Account, address))
            .ConfigurePrimaryHttpMessageHandler(() => handler);
        return new(services.BuildServiceProvider());
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

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            formatter(state, exception);

        public void Dispose()
        {
        }
    }
}
