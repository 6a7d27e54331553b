using StackOne.Ats.Client.Benchmarks.Servers;

namespace StackOne.Ats.Client.Benchmarks;

/// <summary>
/// Publishes StackOne.Ats.Client.StartApp for each contender and measures the time from the start of the process to its first order, over
/// loopback, and to its exit. The processes are interleaved in random order.
/// </summary>
internal static class ColdStart
{
    private static readonly string[] Contenders = ["floor", "refit", "refit-standard-resilience", "stackone"];

    internal static async Task<int> RunAsync(Settings settings)
    {
        string[] names = [.. Contenders.Where((name, i) => i == 0 || name.Contains(settings.Filter, StringComparison.Ordinal))];
        var programs = new List<StartProgram>();
        foreach (string name in names)
        {
            // Compiling to machine code takes up to half a minute a program, too long for a look whether it works.
            foreach (Compilation compilation in settings.Quick ? [Compilation.Jit] : Enum.GetValues<Compilation>())
            {
                programs.Add(await StartProgram.PublishAsync(name, compilation, invariant: !settings.DefaultSizes));
            }
        }

        if (!settings.DefaultSizes)
        {
            await MeasureAsync(settings, programs);
        }

        foreach (Compilation compilation in Enum.GetValues<Compilation>())
        {
            Print(compilation, [.. programs.Where(program => program.Compilation == compilation)], settings);
        }

        return 0;
    }

    private static async Task MeasureAsync(Settings settings, List<StartProgram> programs)
    {
        using LoopbackServer server = LoopbackServer.Start();
        var random = new Random(Interleaved.Seed);
        StartProgram[] order = [.. programs];
        // The first run of each reads its files from the disk, and is not counted.
        for (int round = -1; round < (settings.Rounds ?? (settings.Quick ? 1 : 40)); round++)
        {
            random.Shuffle(order);
            foreach (StartProgram program in order)
            {
                (double answer, double exit) = await program.RunAsync(server.Address);
                if (round >= 0)
                {
                    program.Answers.Add(answer);
                    program.Exits.Add(exit);
                }
            }
        }
    }

    private static void Print(Compilation compilation, StartProgram[] programs, Settings settings)
    {
        if (programs.Length == 0)
        {
            return;
        }

        StartProgram floor = programs[0];
        string sizes = $"{(compilation == Compilation.Native ? "executable" : "folder")}, MB | ratio |";
        if (settings.DefaultSizes)
        {
            Console.WriteLine($"\n### Size of the program of an order, {compilation}, default settings\n\n| | {sizes}\n|---|---|---|");
            foreach (StartProgram program in programs)
            {
                Console.WriteLine($"| {program.Name} | {Size(program)} |");
            }

            return;
        }

        string run = $"{floor.Exits.Count} rounds, seed {Interleaved.Seed}";
        Console.WriteLine($"\n### Start of a process to its first order, {compilation}, InvariantGlobalization ({run})\n");
        Console.WriteLine($"| | to exit, ms | ratio | quartiles | more than the floor, ms | to the answer, ms | ratio | {sizes}");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (StartProgram program in programs)
        {
            double[] exits = [.. program.Exits.Zip(floor.Exits, static (own, other) => own / other).Order()];
            double answer = Table.Median(program.Answers.Zip(floor.Answers, static (own, other) => own / other));
            double more = Table.Median(program.Exits.Zip(floor.Exits, static (own, other) => own - other));
            Console.Write(Table.Invariant(
                $"| {program.Name} | {Table.Median(program.Exits):F1} | {Table.Median(exits):F2} | {Table.Quartiles(exits)} | {more:F1} | "));
            Console.WriteLine(Table.Invariant($"{Table.Median(program.Answers):F1} | {answer:F2} | {Size(program)} |"));
        }

        string Size(StartProgram program) => Table.Invariant($"{program.Size / 1e6:F2} | {(double)program.Size / floor.Size:F2}");
    }
}
