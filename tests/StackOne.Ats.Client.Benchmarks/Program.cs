using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using StackOne.Ats.Client.Benchmarks;
using StackOne.Ats.Client.Benchmarks.Scenarios;
using StackOne.Ats.Client.Benchmarks.Servers;
using StackOne.Ats.Client.Benchmarks.Sync;

const string Usage =
    """
    Compares the cost of calls with that of other ways to make them. Run it in Release.

      ratios [OPTIONS] [NAME...]   interleaved, as ratios: order, page, odd, retry, throughput, list, views, webhook,
                                   endpoint (default: all)
      start [OPTIONS]              from the start of a process to its first order, JIT, ReadyToRun and NativeAOT
      bdn [ARGUMENTS]              order and page with BenchmarkDotNet
      sync [OPTIONS] [ACCOUNTS]    samples/CandidateSync, which has to be built, and a loop that only lists and inserts
                                   (default: 40 accounts)
      serve                        the server of the loopback benchmarks, until the standard input ends

      --rounds N                   how many times each contender is measured
      --filter TEXT                only contenders whose name contains this, and the one that they are compared with
      --no-token                   without a cancellation token that can be canceled
      --default-sizes              start: the sizes of executables with the SDK's default settings, without times
      --quick                      few rounds, to see that everything works; exits with 1 if it does not
    """;

try
{
    switch (args.FirstOrDefault())
    {
        case "serve":
            LoopbackServer.Serve();
            return 0;
        case "sync" when Settings.Parse(args[1..]) is { Names.Count: <= 1 } settings:
            return await SyncComparison.RunAsync(int.Parse(settings.Names.SingleOrDefault() ?? "40", CultureInfo.InvariantCulture), settings.Rounds ?? 3);
        case "sync-floor":
            await SyncFloor.RunAsync(new Uri(args[1]), args[2], args[3].Split(','));
            return 0;
        case "bdn":
            // BenchmarkDotNet builds the library again, which can take longer than the two minutes that it allows by default.
            BenchmarkSwitcher.FromAssembly(typeof(CallBenchmarks).Assembly)
                .Run(args[1..], ManualConfig.Create(DefaultConfig.Instance).WithBuildTimeout(TimeSpan.FromMinutes(10)));
            return 0;
        case "start" when Settings.Parse(args[1..]) is { Names.Count: 0 } settings:
            return await ColdStart.RunAsync(settings);
        case "ratios" when Settings.Parse(args[1..]) is { } settings && settings.Names.All(Scenario.All.ContainsKey):
            foreach (string name in settings.Names.Count == 0 ? Scenario.All.Keys : (IEnumerable<string>)settings.Names)
            {
                await Scenario.All[name](settings);
            }

            return 0;
    }
}
catch (FormatException invalid)
{
    Console.Error.WriteLine(invalid.Message);
}
catch (WrongResultException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 1;
}

Console.Error.WriteLine(Usage);
return 2;
