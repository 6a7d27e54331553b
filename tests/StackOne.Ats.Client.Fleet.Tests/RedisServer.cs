using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace StackOne.Ats.Client.Fleet.Tests;

/// <summary>A real Redis on loopback, without a file. Tests are skipped where there is none.</summary>
internal sealed class RedisServer : IDisposable
{
    private static readonly string[] Paths = ["/usr/bin/redis-server", "/usr/local/bin/redis-server", "/opt/homebrew/bin/redis-server"];

    private Process? _process;

    private RedisServer(int port) => Port = port;

    internal int Port { get; }

    internal static async Task<RedisServer> StartAsync()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        int port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        var server = new RedisServer(port);
        await server.RunAsync();
        return server;
    }

    /// <summary>Starts it, also again on the same port, and waits until it answers.</summary>
    internal async Task RunAsync()
    {
        string? path = Array.Find(Paths, File.Exists);
        Assert.SkipWhen(path is null, "There is no redis-server on this machine.");
        _process = Process.Start(new ProcessStartInfo(path!, ["--port", $"{Port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"])
        {
            RedirectStandardOutput = true,
        })!;
        while (await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Contains("Ready to accept connections", StringComparison.Ordinal))
            {
                // What it prints later would fill the pipe.
                _ = _process.StandardOutput.ReadToEndAsync();
                return;
            }
        }

        throw new InvalidOperationException("redis-server has ended.");
    }

    internal void Stop()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit();
        }
    }

    public void Dispose()
    {
        Stop();
        _process?.Dispose();
    }
}
