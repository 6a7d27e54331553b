using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace StackOne.Ats.Client.Fuzz;

/// <summary>Runs one target with a number of inputs on all cores, and keeps what fails, each kind of failure once.</summary>
internal sealed partial class Campaign(Func<FuzzTarget> create, int seed, string folder)
{
    /// <summary>Far beyond what a busy machine explains.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, (long Index, byte[] Input, string Text)> _failures = [];
    /// <summary>What each worker is at: the input, and since when.</summary>
    private readonly (byte[] Input, long Since)[] _current = new (byte[], long)[Environment.ProcessorCount];
    private long _failed;

    /// <returns>Whether there was no failure.</returns>
    internal bool Run(string name, long inputs)
    {
        Directory.CreateDirectory(folder);
        long started = Stopwatch.GetTimestamp();
        int workers = _current.Length;
        using var watch = new Timer(_ => EndIfOneHangs(name), null, Slow, Slow / 10);
        Parallel.For(0, workers, new() { MaxDegreeOfParallelism = workers }, worker => Work(worker, workers, inputs));
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine(
            $"{name,-12} {inputs,10:N0} inputs {seconds,7:N1} s {inputs / seconds,12:N0} inputs/s {_failed,6:N0} failures of {_failures.Count} kinds");
        foreach (var (index, input, text) in _failures.Values.OrderBy(failure => failure.Index))
        {
            Report(name, index, input, text);
        }

        return _failures.IsEmpty;
    }

    private void Work(int worker, int workers, long inputs)
    {
        using FuzzTarget target = create();
        var mutator = new Mutator(target.Corpus, target.Tokens, seed);
        // A stack overflow cannot be caught: this file shows the input then.
        string current = Path.Combine(folder, $"{target.Name}.current.{worker}");
        for (long index = worker; index < inputs; index += workers)
        {
            byte[] input = mutator.Make(index);
            _current[worker] = (input, Stopwatch.GetTimestamp());
            if (target.CanOverflowTheStack)
            {
                File.WriteAllBytes(current, input);
            }

            if (Failure(target, input) is { } failure)
            {
                Interlocked.Increment(ref _failed);
                _failures.TryAdd(KindOf(failure), (index, input, failure));
            }
        }

        _current[worker] = default;
        File.Delete(current);
    }

    /// <summary>Nothing else ends a loop that has no end. It cannot be minimised either.</summary>
    private void EndIfOneHangs(string name)
    {
        foreach ((byte[] input, long since) in _current)
        {
            if (input is not null && Stopwatch.GetElapsedTime(since) > Slow)
            {
                string file = Path.Combine(folder, $"{name}-seed{seed}-hangs.bin");
                File.WriteAllBytes(file, input);
                Console.WriteLine($"FAILED {name}, seed {seed}: more than {Slow} for the input in {file}");
                Environment.Exit(1);
            }
        }
    }

    private void Report(string name, long index, byte[] input, string text)
    {
        using FuzzTarget target = create();
        string kind = KindOf(text);
        byte[] small = Minimizer.Minimize(input, candidate => Failure(target, candidate) is { } failure && KindOf(failure) == kind);
        string file = Path.Combine(folder, $"{name}-seed{seed}-{index}.bin");
        File.WriteAllBytes(file, small);
        Console.WriteLine($"FAILED {name}, seed {seed}, input {index}: {small.Length} bytes in {file}\n{text}");
    }

    internal static string? Failure(FuzzTarget target, byte[] input)
    {
        try
        {
            target.Run(input);
            return null;
        }
        catch (Exception exception)
        {
            const int MostLines = 12;
            return string.Join('\n', exception.ToString().Split('\n').Take(MostLines));
        }
    }

    /// <summary>What distinguishes failures: where an exception comes from, or the message with its figures left out.</summary>
    private static string KindOf(string failure)
    {
        string[] lines = failure.Split('\n');
        string where = lines.FirstOrDefault(line => line.Contains(" at StackOne", StringComparison.Ordinal)) ?? "";
        return Figures().Replace(lines[0].Split('\'')[0], "#") + LineNumber().Replace(where, "");
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Figures();

    [GeneratedRegex(" in .*")]
    private static partial Regex LineNumber();
}
