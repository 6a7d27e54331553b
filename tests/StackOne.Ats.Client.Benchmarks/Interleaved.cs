using System.Diagnostics;
using StackOne.Ats.Client.Benchmarks.Contenders;

namespace StackOne.Ats.Client.Benchmarks;

/// <summary>
/// Compares contenders on a noisy machine: in each round, each of them makes some calls, in random order, and is compared with the first one of
/// the same round. The medians of these ratios are stable where times are not.
/// </summary>
/// <param name="settings">The options of the command line.</param>
/// <param name="rounds">How many rounds, unless the settings say otherwise.</param>
/// <param name="slot">How long a contender's calls of a round take.</param>
internal sealed class Interleaved(Settings settings, int rounds, TimeSpan slot)
{
    /// <summary>The order of a round is random, and the same in each run.</summary>
    internal const int Seed = 1;

    private readonly Random _random = new(Seed);
    private readonly int _rounds = settings.Rounds ?? (settings.Quick ? 2 : rounds);
    private readonly TimeSpan _slot = settings.Quick ? TimeSpan.FromMilliseconds(2) : slot;

    /// <summary>Measures, and prints a table.</summary>
    /// <param name="title">The title of the table.</param>
    /// <param name="contenders">The contenders. The first is what the others are compared with.</param>
    /// <param name="call">The call to measure.</param>
    /// <param name="concurrency">How many calls are made at a time.</param>
    /// <param name="unit">What a call's cost is divided by; 100 for a list of 100 pages, for example.</param>
    /// <param name="perSecond">Whether to compare calls per second instead of the time of a call.</param>
    internal async Task CompareAsync(
        string title,
        IReadOnlyList<Contender> contenders,
        Func<Contender, CancellationToken, Task> call,
        int concurrency = 1,
        int unit = 1,
        bool perSecond = false)
    {
        contenders = [.. contenders.Where((contender, i) => i == 0 || contender.Name.Contains(settings.Filter, StringComparison.Ordinal))];
        using var source = new CancellationTokenSource();
        CancellationToken token = settings.Token ? source.Token : CancellationToken.None;
        var counts = new Dictionary<Contender, int>();
        for (int pass = 0; pass < (settings.Quick ? 1 : 3); pass++)
        {
            foreach (Contender contender in contenders)
            {
                counts[contender] = await WarmUpAsync(contender, token);
            }

            // The runtime optimizes in the background what was called often.
            await Task.Delay(settings.Quick ? 0 : 300, CancellationToken.None);
        }

        var samples = contenders.ToDictionary(contender => contender, _ => new List<Sample>());
        Contender[] order = [.. contenders];
        for (int round = 0; round < _rounds; round++)
        {
            _random.Shuffle(order);
            foreach (Contender contender in order)
            {
                samples[contender].Add(await MeasureAsync(contender, counts[contender], token));
            }
        }

        string with = settings.Token ? "a cancelable token" : "no token";
        Table.Print($"{title} ({_rounds} rounds, seed {Seed}, {with})", contenders, samples, perSecond);

        // Calls until the time is over, and returns how many of them fill a slot.
        async Task<int> WarmUpAsync(Contender contender, CancellationToken token)
        {
            long started = Stopwatch.GetTimestamp();
            TimeSpan time = settings.Quick ? _slot : TimeSpan.FromMilliseconds(500);
            int count = concurrency;
            Sample last;
            do
            {
                last = await MeasureAsync(contender, count, token);
                count = Math.Max(concurrency, (int)(_slot.TotalMicroseconds / (last.Microseconds * unit)));
            }
            while (Stopwatch.GetElapsedTime(started) < time);

            return count;
        }

        async Task<Sample> MeasureAsync(Contender contender, int count, CancellationToken token)
        {
            contender.Enter();
            long bytes = GC.GetTotalAllocatedBytes(precise: true);
            TimeSpan processor = Environment.CpuUsage.TotalTime;
            long started = Stopwatch.GetTimestamp();
            if (concurrency == 1)
            {
                await CallAsync(contender, count, token);
            }
            else
            {
                count = count / concurrency * concurrency;
                await Task.WhenAll(Enumerable.Range(0, concurrency)
                    .Select(_ => Task.Run(() => CallAsync(contender, count / concurrency, token), CancellationToken.None)));
            }

            TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
            processor = Environment.CpuUsage.TotalTime - processor;
            bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
            contender.Leave();
            double calls = (double)count * unit;
            return new(elapsed.TotalMicroseconds / calls, processor.TotalMicroseconds / calls, bytes / calls);
        }

        async Task CallAsync(Contender contender, int count, CancellationToken token)
        {
            for (int i = 0; i < count; i++)
            {
                await call(contender, token).ConfigureAwait(false);
            }
        }
    }
}

/// <summary>The cost of a call: time, processor time of the process, and allocated bytes.</summary>
internal readonly record struct Sample(double Microseconds, double Processor, double Bytes);
