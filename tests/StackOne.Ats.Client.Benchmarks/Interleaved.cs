using System.Diagnostics;
using System.Globalization;
using StackOne.Ats.Client.Benchmarks.Contenders;

namespace StackOne.Ats.Client.Benchmarks;

/// <summary>
/// Compares contenders on a noisy machine: in each round, each of them makes some calls, in random order, and is compared with the first of the
/// same round. The medians of these ratios are stable where times are not.
/// </summary>
/// <param name="rounds">How many rounds.</param>
/// <param name="slot">How long a contender's calls of a round take.</param>
/// <param name="warmUp">How many calls each makes before: the runtime optimizes code after many calls.</param>
internal sealed class Interleaved(int rounds, TimeSpan slot, int warmUp)
{
    /// <summary>The order is random, and the same each time.</summary>
    private readonly Random _random = new(1);

    /// <summary>Measures, and prints a table.</summary>
    /// <param name="title">The title of the table.</param>
    /// <param name="contenders">The contenders by name. The first is what the others are compared with.</param>
    /// <param name="call">The call to measure.</param>
    /// <param name="concurrency">How many calls are made at a time.</param>
    internal async Task CompareAsync(
        string title,
        (string Name, Contender Contender)[] contenders,
        Func<Contender, CancellationToken, Task> call,
        int concurrency = 1)
    {
        using var caller = new CancellationTokenSource();
        var counts = new Dictionary<Contender, int>();
        foreach ((_, Contender contender) in contenders)
        {
            for (int pass = 0; pass < 2; pass++)
            {
                await MeasureAsync(contender, call, warmUp, concurrency, caller.Token);
                // Code is optimized in the background.
                await Task.Delay(warmUp > 100 ? 300 : 0, caller.Token);
            }

            Sample probe = await MeasureAsync(contender, call, Math.Max(warmUp / 4, concurrency), concurrency, caller.Token);
            counts[contender] = Math.Max(concurrency, (int)(slot.TotalMicroseconds / probe.Microseconds));
        }

        var samples = contenders.ToDictionary(entry => entry.Contender, _ => new List<Sample>());
        for (int round = 0; round < rounds; round++)
        {
            (string, Contender)[] order = [.. contenders];
            _random.Shuffle(order);
            foreach ((_, Contender contender) in order)
            {
                samples[contender].Add(await MeasureAsync(contender, call, counts[contender], concurrency, caller.Token));
            }
        }

        Print(title, contenders, samples);
    }

    private static async Task<Sample> MeasureAsync(
        Contender contender,
        Func<Contender, CancellationToken, Task> call,
        int count,
        int concurrency,
        CancellationToken cancellationToken)
    {
        contender.Enter();
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        long started = Stopwatch.GetTimestamp();
        if (concurrency == 1)
        {
            await CallAsync(count);
        }
        else
        {
            await Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => Task.Run(() => CallAsync(count / concurrency), cancellationToken)));
        }

        TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        contender.Leave();
        return new(elapsed.TotalMicroseconds / count, bytes / (double)count);

        async Task CallAsync(int calls)
        {
            for (int i = 0; i < calls; i++)
            {
                await call(contender, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static void Print(string title, (string Name, Contender Contender)[] contenders, Dictionary<Contender, List<Sample>> samples)
    {
        List<Sample> floor = samples[contenders[0].Contender];
        double floorBytes = Median(floor.Select(sample => sample.Bytes));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\n### {title} ({contenders[0].Name}: {Median(floor.Select(sample => sample.Microseconds)):F1} us, {floorBytes:F0} bytes)\n"));
        Console.WriteLine("| | time | quartiles | bytes | allocated |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach ((string name, Contender contender) in contenders)
        {
            double[] ratios = [.. samples[contender].Zip(floor, (sample, other) => sample.Microseconds / other.Microseconds).Order()];
            double bytes = Median(samples[contender].Select(sample => sample.Bytes));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {Median(ratios):F2} | {ratios[ratios.Length / 4]:F2} to {ratios[ratios.Length * 3 / 4]:F2} | {bytes / floorBytes:F2} | {bytes:F0} |"));
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] ordered = [.. values.Order()];
        return ordered[ordered.Length / 2];
    }

    /// <summary>The cost of a call.</summary>
    private readonly record struct Sample(double Microseconds, double Bytes);
}
