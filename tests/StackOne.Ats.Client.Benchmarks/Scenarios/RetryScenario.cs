using StackOne.Ats.Client.Benchmarks.Contenders;
using StackOne.Ats.Client.Benchmarks.Servers;

namespace StackOne.Ats.Client.Benchmarks.Scenarios;

/// <summary>
/// An order that is refused once with a 429 and <c>Retry-After: 0</c>. The contenders do not wait, but for the library: it adds jitter, and its
/// calls wait together for a second. It has a clock that skips waits, so that what is measured is its work.
/// </summary>
internal static class RetryScenario
{
    internal static Task RunAsync(Settings settings) => ContenderSet.UseAsync(
        [
            new RetryingFloor(Server(), ContenderSet.NoAddress),
            RefitContender.WithStandardResilience(Server(), ContenderSet.NoAddress, refused: true),
            SkippingContender.Create(Server(), ContenderSet.NoAddress),
        ],
        contenders => new Interleaved(settings, 60, TimeSpan.FromMilliseconds(30)).CompareAsync(
            "An order that is refused once, in memory, waits skipped",
            contenders,
            static (contender, token) => contender.OrderAsync(token)));

    private static MemoryServer Server() => new(refuses: true);
}
