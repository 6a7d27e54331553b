using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AssessmentVendor.Tests;

[assembly: AssemblyFixture(typeof(PostgresCluster))]

namespace AssessmentVendor.Tests;

/// <summary>A PostgreSQL of the tests' own, on loopback, in a temporary folder. It is started by the first test that needs it.</summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private const string User = "postgres";

    private const string Versions = "/usr/lib/postgresql";

    private static readonly string? Programs = Directory.Exists(Versions)
        ? Directory.GetDirectories(Versions).Select(version => Path.Combine(version, "bin")).Where(Directory.Exists).Max(StringComparer.Ordinal)
        : null;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"vendor-test-{Guid.NewGuid():N}");
    private readonly Lazy<Task<int>> _port;

    public PostgresCluster() => _port = new(StartAsync);

    /// <summary>The connection string of a database that does not exist yet. Without a PostgreSQL, the test is skipped.</summary>
    internal async Task<string> ConnectionStringAsync()
    {
        Assert.SkipWhen(Programs is null, "There is no PostgreSQL on this machine.");
        return $"Host=127.0.0.1;Port={await _port.Value};Username={User};Database=vendor_{Guid.NewGuid():N}";
    }

    public async ValueTask DisposeAsync()
    {
        if (_port.IsValueCreated)
        {
            await RunAsync("pg_ctl", "stop", "-D", _folder, "-m", "immediate");
            Directory.Delete(_folder, recursive: true);
        }
    }

    private async Task<int> StartAsync()
    {
        int port = FreePort();
        Directory.CreateDirectory(_folder);
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", User, _folder);
        }

        await RunAsync("initdb", "-D", _folder, "-U", User, "-A", "trust", "-E", "UTF8", "--no-sync");
        string options = $"-p {port} -h 127.0.0.1 -k {_folder} -c max_connections=300";
        await RunAsync("pg_ctl", "start", "-w", "-D", _folder, "-l", Path.Combine(_folder, "log"), "-o", options);
        return port;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        bool isPostgres = File.Exists(Path.Combine(Programs!, program));
        string[] command = [isPostgres ? Path.Combine(Programs!, program) : program, .. arguments];
        // PostgreSQL refuses to run as root.
        command = isPostgres && Environment.IsPrivilegedProcess ? ["runuser", "-u", User, "--", .. command] : command;
        // No pipes: the server would inherit them, and nobody would see their end.
        var start = new ProcessStartInfo("sh", ["-c", "exec \"$@\" > /dev/null 2>&1", "sh", .. command]) { WorkingDirectory = "/" };
        using Process process = Process.Start(start)!;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', command)} has failed with {process.ExitCode}.");
    }
}
