using BenchmarkDotNet.Running;
using StackOne.Ats.Client.Benchmarks;
using StackOne.Ats.Client.Benchmarks.Servers;

const string Usage =
    """
    Compares the cost of calls with that of other ways to make them. See docs/performance.md.

      ratios [--quick] [NAME...]   interleaved, as ratios: order, page, retry, observed, throughput, list, views
      start [--quick]              from the start of a process to its first order, JIT and NativeAOT
      bdn [ARGUMENTS]              with BenchmarkDotNet
      serve                        the server of the loopback benchmarks, until the standard input ends
    """;

bool quick = args.Contains("--quick");
string[] names = [.. args.Skip(1).Where(name => name != "--quick")];
switch (args.FirstOrDefault())
{
    case "serve":
        LoopbackServer.Serve();
        return 0;
    case "bdn":
        BenchmarkSwitcher.FromAssembly(typeof(CallBenchmarks).Assembly).Run(args[1..]);
        return 0;
    case "start" when names.Length == 0:
        ColdStart.Run(rounds: quick ? 1 : 40);
        return 0;
    case "ratios" when names.All(Ratios.Names.Contains):
        foreach (string name in names.Length == 0 ? Ratios.Names : names)
        {
            await new Ratios(quick).RunAsync(name);
        }

        return 0;
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}
