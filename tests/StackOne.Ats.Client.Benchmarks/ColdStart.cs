using System.Diagnostics;
using System.Globalization;
using StackOne.Ats.Client.Benchmarks.Servers;

namespace StackOne.Ats.Client.Benchmarks;

/// <summary>The time from the start of a process to the end of its only order, in JIT and as a native executable.</summary>
internal static class ColdStart
{
    private const string App = "StackOne.Ats.Client.StartApp";

    private static readonly string[] Contenders = ["Floor", "Refit", "Resilience", "Library"];

    internal static void Run(int rounds)
    {
        using LoopbackServer server = LoopbackServer.Start();
        foreach (bool native in (bool[])[false, true])
        {
            string[] folders = [.. Contenders.Select(contender => Publish(contender, native))];
            var times = Contenders.ToDictionary(contender => contender, _ => new List<double>());
            var random = new Random(1);
            // The first round fills the caches of the disk.
            for (int round = -1; round < rounds; round++)
            {
                int[] order = [.. Enumerable.Range(0, Contenders.Length)];
                random.Shuffle(order);
                foreach (int index in order)
                {
                    double time = Start(folders[index], native, server.Address);
                    if (round >= 0)
                    {
                        times[Contenders[index]].Add(time);
                    }
                }
            }

            Print(native, folders, times);
        }
    }

    private static void Print(bool native, string[] folders, Dictionary<string, List<double>> times)
    {
        Console.WriteLine($"\n### From the start of the process to the end of an order, {(native ? "NativeAOT" : "JIT")}\n");
        Console.WriteLine("| | ms | ratio | more than the floor, ms | bytes |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach ((string contender, string folder) in Contenders.Zip(folders))
        {
            double[] ratios = [.. times[contender].Zip(times["Floor"], (time, floor) => time / floor).Order()];
            double[] more = [.. times[contender].Zip(times["Floor"], (time, floor) => time - floor).Order()];
            double[] all = [.. times[contender].Order()];
            long size = native
                ? new FileInfo(Path.Combine(folder, App)).Length
                : Directory.EnumerateFiles(folder, "*.dll").Sum(file => new FileInfo(file).Length);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {contender} | {all[all.Length / 2]:F1} | {ratios[ratios.Length / 2]:F2} | {more[more.Length / 2]:F1} | {size} |"));
        }
    }

    private static double Start(string folder, bool native, Uri server)
    {
        ProcessStartInfo start = native
            ? new(Path.Combine(folder, App), [server.ToString()])
            : new("dotnet", [Path.Combine(folder, $"{App}.dll"), server.ToString()]);
        start.RedirectStandardOutput = true;
        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        double time = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return output.Trim() == Payloads.OrderId ? time : throw new InvalidOperationException($"{folder} printed: {output}");
    }

    /// <summary>Publishes the program of a contender into a folder of its own.</summary>
    private static string Publish(string contender, bool native)
    {
        string root = FindRepository();
        string folder = Path.Combine(root, "artifacts", "start", $"{contender}-{(native ? "aot" : "jit")}");
        using Process process = Process.Start(
            "dotnet",
            [
                "publish", Path.Combine(root, "tests", App), "--configuration", "Release", "--use-current-runtime", "--output", folder,
                $"-p:Contender={contender}", $"-p:PublishAot={native}", "--self-contained", native ? "true" : "false",
                "--artifacts-path", Path.Combine(root, "artifacts", "start", "build", $"{contender}-{native}"), "--verbosity", "quiet", "-nologo",
            ]);
        process.WaitForExit();
        return process.ExitCode == 0 ? folder : throw new InvalidOperationException($"{contender} could not be published.");
    }

    private static string FindRepository()
    {
        string? folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder!, "StackOne.Ats.Client.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder!;
    }
}
