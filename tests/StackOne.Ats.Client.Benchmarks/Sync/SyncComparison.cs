using System.Diagnostics;
using System.Reflection;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Testing;

namespace StackOne.Ats.Client.Benchmarks.Sync;

/// <summary>Compares samples/CandidateSync with <see cref="SyncFloor"/>: both as processes that copy the same sandbox to SQLite, in turns.</summary>
internal static class SyncComparison
{
    private const int CandidatesOfAnAccount = 600;

    internal static async Task<int> RunAsync(int accounts, int rounds)
    {
        string root = typeof(SyncComparison).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(value => value.Key == "Samples").Value!;
        string sample = Path.Combine(root, "CandidateSync", "bin", "Release", "net10.0", "CandidateSync.dll");
        if (!File.Exists(sample))
        {
            Console.Error.WriteLine("Build the sample first: dotnet build --configuration Release samples/CandidateSync");
            return 2;
        }

        using StackOneSandbox sandbox = Sandbox(accounts, out int records);
        string ids = string.Join(',', Enumerable.Range(0, accounts).Select(number => $"account-{number}"));
        string folder = Directory.CreateTempSubdirectory().FullName;
        string[] floor = [typeof(SyncComparison).Assembly.Location, "sync-floor", sandbox.BaseAddress.OriginalString, "FILE", ids];
        string[] copy = [sample, "--once", "--requests-per-minute", "1000000", "--accounts", ids, "--parallel"];
        var times = new Dictionary<string, List<double>> { ["floor"] = [], ["CandidateSync, 1 at a time"] = [], ["CandidateSync, 4 at a time"] = [] };
        for (int round = 0; round < rounds; round++)
        {
            times["floor"].Add(await TimeAsync(floor, sandbox, folder));
            times["CandidateSync, 1 at a time"].Add(await TimeAsync([.. copy, "1"], sandbox, folder));
            times["CandidateSync, 4 at a time"].Add(await TimeAsync([.. copy, "4"], sandbox, folder));
        }

        Directory.Delete(folder, recursive: true);
        foreach ((string name, List<double> seconds) in times)
        {
            double perSecond = records / Table.Median(seconds);
            double ratio = Table.Median(times["floor"].Zip(seconds, (floorSeconds, own) => floorSeconds / own));
            Console.WriteLine(Table.Invariant($"{name,-28} {perSecond,8:F0} records/s, {ratio:F2} of the floor"));
        }

        return 0;
    }

    /// <summary>Runs a process to its end. Also prints how its memory grew.</summary>
    private static async Task<double> TimeAsync(string[] command, StackOneSandbox sandbox, string folder)
    {
        string file = Path.Combine(folder, $"{Guid.NewGuid():N}.db");
        var start = new ProcessStartInfo("dotnet", ["exec", .. command.Select(part => part.Replace("FILE", file, StringComparison.Ordinal))])
        {
            RedirectStandardOutput = true,
            Environment =
            {
                ["STACKONE_API_KEY"] = sandbox.ApiKey,
                ["StackOne__BaseAddress"] = sandbox.BaseAddress.OriginalString,
                ["ConnectionStrings__Sync"] = $"Data Source={file}",
            },
        };
        var watch = Stopwatch.StartNew();
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        var memory = new List<long>();
        Task ended = process.WaitForExitAsync();
        while (await Task.WhenAny(ended, Task.Delay(TimeSpan.FromSeconds(1))) != ended)
        {
            process.Refresh();
            memory.Add(process.WorkingSet64 >> 20);
        }

        double seconds = watch.Elapsed.TotalSeconds;
        await output;
        string growth = memory.Count < 4 ? "" : $"; MiB after each quarter: {string.Join(", ", Enumerable.Range(1, 4).Select(quarter => memory[(memory.Count * quarter / 4) - 1]))}";
        Console.WriteLine(Table.Invariant($"{Path.GetFileNameWithoutExtension(command[0])}: {seconds:F1} s{growth}"));
        return process.ExitCode == 0 ? seconds : throw new WrongResultException($"{command[0]} has ended with {process.ExitCode}.");
    }

    private static StackOneSandbox Sandbox(int accounts, out int records)
    {
        var sandbox = StackOneSandbox.Start(new StackOneSandboxOptions { RequestsPerMinute = null });
        records = 0;
        for (int number = 0; number < accounts; number++)
        {
            SandboxAccount account = sandbox.Account($"account-{number}");
            for (int candidate = account.All<Candidate>().Count; candidate < CandidatesOfAnAccount; candidate++)
            {
                account.Add(new Candidate { FirstName = "Candidate", LastName = $"{candidate}" });
            }

            records += CandidatesOfAnAccount + account.All<Job>().Count + account.All<Application>().Count;
        }

        return sandbox;
    }
}
