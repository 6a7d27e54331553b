using System.Diagnostics;

namespace StackOne.Ats.Client.Benchmarks;

/// <summary>A published StackOne.Ats.Client.StartApp.</summary>
internal sealed class StartProgram
{
    private readonly string _executable;

    private StartProgram(string name, Compilation compilation, string folder)
    {
        (Name, Compilation) = (name, compilation);
        _executable = Path.Combine(folder, "start-" + name + (OperatingSystem.IsWindows() ? ".exe" : string.Empty));
        // Symbols and documentation are not needed to run it.
        Size = compilation == Compilation.Native
            ? new FileInfo(_executable).Length
            : new DirectoryInfo(folder).EnumerateFiles().Where(file => file.Extension is not (".pdb" or ".xml")).Sum(file => file.Length);
    }

    internal string Name { get; }

    internal Compilation Compilation { get; }

    /// <summary>The bytes of a native executable, or of all files that are needed besides the runtime.</summary>
    internal long Size { get; }

    /// <summary>Milliseconds from the start to the answer, by round.</summary>
    internal List<double> Answers { get; } = [];

    /// <summary>Milliseconds from the start to the exit, by round.</summary>
    internal List<double> Exits { get; } = [];

    internal static async Task<StartProgram> PublishAsync(string name, Compilation compilation, bool invariant)
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "StackOne.Ats.Client.sln")))
        {
            root = root.Parent;
        }

        if (root is null)
        {
            throw new WrongResultException("The program must be run from its output folder inside the repository.");
        }

        string variant = compilation + (invariant ? string.Empty : "-default");
        string folder = Path.Combine(root.FullName, "artifacts", "start", $"{name}-{variant}");
        Console.Error.WriteLine($"Publishing {folder}");
        string[] arguments =
        [
            "publish", Path.Combine(root.FullName, "tests", "StackOne.Ats.Client.StartApp"),
            "--configuration", "Release", "--output", folder,
            $"-p:Contender={name}", $"-p:Compilation={compilation}", $"-p:Invariant={(invariant ? "true" : "false")}",
        ];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? new(name, compilation, folder) : throw new WrongResultException(output);
    }

    /// <summary>Runs the program once.</summary>
    /// <returns>The milliseconds from before its start to its answer and to its exit.</returns>
    internal async Task<(double Answer, double Exit)> RunAsync(Uri address)
    {
        var start = new ProcessStartInfo(_executable, [address.ToString()]) { RedirectStandardOutput = true };
        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        string? id = process.StandardOutput.ReadLine();
        double answer = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        await process.WaitForExitAsync();
        double exit = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return id == Payloads.OrderId && process.ExitCode == 0
            ? (answer, exit)
            : throw new WrongResultException($"start-{Name} printed '{id}' and exited with {process.ExitCode}.");
    }
}

/// <summary>How a program is compiled.</summary>
internal enum Compilation
{
    /// <summary>At run time.</summary>
    Jit,

    /// <summary>When it is published, with PublishReadyToRun: the runtime compiles what is missing.</summary>
    ReadyToRun,

    /// <summary>When it is published, with PublishAot.</summary>
    Native,
}
