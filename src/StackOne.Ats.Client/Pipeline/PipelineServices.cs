using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using StackOne.Ats.Client.Diagnostics;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>The external services of the pipeline, so that tests can replace them.</summary>
/// <param name="Time">The clock for every limit, wait and date.</param>
/// <param name="Random">A number from 0 up to but not including 1, for jitter.</param>
/// <param name="Logger">The logger of calls, retries and failures.</param>
internal sealed record PipelineServices(TimeProvider Time, Func<double> Random, ILogger Logger)
{
    /// <summary>Runs an action on another thread.</summary>
    internal Action<Action> Queue { get; init; } =
        static action => ThreadPool.UnsafeQueueUserWorkItem(static action => action(), action, preferLocal: false);

    /// <summary>The services of a client without dependency injection.</summary>
    internal static PipelineServices For(StackOneAtsClientOptions options) =>
        options.LoggerFactory is { } factory ? Default with { Logger = factory.CreateLogger(Log.Category) } : Default;

    internal static PipelineServices Default { get; } =
        new(TimeProvider.System, System.Random.Shared.NextDouble, NullLogger.Instance);
}
