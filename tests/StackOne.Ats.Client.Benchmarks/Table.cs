using System.Globalization;
using StackOne.Ats.Client.Benchmarks.Contenders;

namespace StackOne.Ats.Client.Benchmarks;

/// <summary>Prints results as Markdown.</summary>
internal static class Table
{
    /// <param name="title">What was measured, and how.</param>
    /// <param name="contenders">The rows. The first is what the others are compared with.</param>
    /// <param name="samples">The results, by round.</param>
    /// <param name="perSecond">Whether to print the ratio of calls per second, which is the inverse of that of the time.</param>
    internal static void Print(
        string title,
        IReadOnlyList<Contender> contenders,
        Dictionary<Contender, List<Sample>> samples,
        bool perSecond)
    {
        List<Sample> floor = samples[contenders[0]];
        double floorBytes = Median(floor.Select(sample => sample.Bytes));
        Console.WriteLine($"\n### {title}\n");
        Console.WriteLine($"| | {(perSecond ? "calls/s" : "time")} | quartiles | processor | bytes | us a call | bytes a call |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (Contender contender in contenders)
        {
            List<Sample> own = samples[contender];
            double[] ratios =
                [.. own.Zip(floor, (a, b) => perSecond ? b.Microseconds / a.Microseconds : a.Microseconds / b.Microseconds).Order()];
            // The counter of the processor's time may not have advanced in a short slot.
            double processor = Median(own.Zip(floor, (a, b) => a.Processor / b.Processor).Where(double.IsFinite));
            double bytes = Median(own.Select(sample => sample.Bytes));
            double time = Median(own.Select(sample => sample.Microseconds));
            Console.WriteLine(Invariant(
                $"| {contender.Name} | {Median(ratios):F2} | {Quartiles(ratios)} | {processor:F2} | {bytes / floorBytes:F2} | {time:F2} | {bytes:F0} |"));
        }
    }

    internal static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    internal static string Quartiles(double[] ordered) =>
        ordered.Length == 0 ? "-" : Invariant($"{ordered[ordered.Length / 4]:F2} to {ordered[ordered.Length * 3 / 4]:F2}");

    internal static double Median(IEnumerable<double> values)
    {
        double[] ordered = [.. values.Order()];
        return ordered.Length == 0 ? double.NaN : ordered[ordered.Length / 2];
    }
}
