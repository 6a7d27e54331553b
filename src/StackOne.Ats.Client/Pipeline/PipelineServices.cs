using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>What the pipeline takes from its surroundings, so that tests can bring their own.</summary>
/// <param name="Time">The clock for every limit, wait and date.</param>
/// <param name="Random">A number from 0 up to but not including 1, for jitter.</param>
/// <param name="Logger">Where retries and failures are told.</param>
internal sealed record PipelineServices(TimeProvider Time, Func<double> Random, ILogger Logger)
{
    internal static PipelineServices Default { get; } =
        new(TimeProvider.System, System.Random.Shared.NextDouble, NullLogger.Instance);
}
