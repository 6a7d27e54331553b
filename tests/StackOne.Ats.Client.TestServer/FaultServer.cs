using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace StackOne.Ats.Client.TestServer;

/// <summary>An HTTP/1.1 server on loopback that plays scripts over raw TCP, any number of connections at once, and keeps what it received.</summary>
internal sealed class FaultServer : IAsyncDisposable
{
    /// <summary>How long a client may keep a connection open once the server has been stopped.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(0.5);

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abandon = new();
    private readonly TaskCompletionSource _waits = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<FaultConnection> _connections = [];
    private readonly ConcurrentQueue<ReceivedRequest>? _requests;
    private readonly Step[][] _scripts;
    private readonly Task _accepting = Task.CompletedTask;
    private bool _disposed;

    private FaultServer(IPAddress address, Step[][] scripts, bool isForgetful = false)
    {
        _scripts = scripts;
        _requests = isForgetful ? null : new();
        _listener.Bind(new IPEndPoint(address, 0));
        EndPoint = (IPEndPoint)_listener.LocalEndPoint!;
        if (scripts.Length > 0)
        {
            // Small, so that a client cannot send more than a server that reads nothing might never see.
            _listener.ReceiveBufferSize = 64 * 1024;
            _listener.Listen(backlog: 1024);
            _accepting = AcceptAsync();
        }
    }

    internal IPEndPoint EndPoint { get; }

    internal Uri Address => new($"http://{EndPoint}");

    internal Uri TlsAddress => new($"https://{EndPoint}");

    /// <summary>The requests that <see cref="Steps.ReadRequest"/> has read so far, in that order.</summary>
    internal IReadOnlyList<ReceivedRequest> Requests => _requests?.ToArray() ?? [];

    /// <summary>Completes when a script waits for the first time.</summary>
    internal Task Waits => _waits.Task;

    internal int OpenConnections => Connections.Count(connection => !connection.Ended.IsCompleted);

    private FaultConnection[] Connections
    {
        get
        {
            lock (_connections)
            {
                return [.. _connections];
            }
        }
    }

    /// <summary>Plays the first script on the first connection, the second on the second, and the last on all further ones.</summary>
    internal static FaultServer Start(params Step[][] scripts) => new(IPAddress.Loopback, scripts);

    internal static FaultServer StartOn(IPAddress address, params Step[][] scripts) => new(address, scripts);

    /// <summary>Plays the script on every connection and keeps nothing of what it receives, so that it can run for hours.</summary>
    internal static FaultServer StartForgetful(params Step[] script) => new(IPAddress.Loopback, [script], isForgetful: true);

    /// <summary>Refuses connections. The port stays taken, so that no other server answers in its place.</summary>
    internal static FaultServer Refusing() => new(IPAddress.Loopback, []);

    /// <summary>Completes when every connection so far has ended.</summary>
    internal Task ConnectionsEndedAsync() => Task.WhenAll(Connections.Select(connection => connection.Ended));

    /// <summary>Stops, and gives all that was received: each connection's bytes.</summary>
    internal async Task<IReadOnlyList<ReadOnlyMemory<byte>>> FinishAsync()
    {
        await DisposeAsync();
        return [.. Connections.Select(connection => connection.Received)];
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _abandon.CancelAfter(Grace);
        await ConnectionsEndedAsync();
        _stop.Dispose();
        _abandon.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Play(await _listener.AcceptAsync(_stop.Token));
            }
        }
        catch (OperationCanceledException)
        {
            // The kernel may have taken connections that were not accepted yet: what they brought counts too.
            while (_listener.Poll(0, SelectMode.SelectRead))
            {
                Play(_listener.Accept());
            }
        }
    }

    private void Play(Socket socket)
    {
        socket.NoDelay = true;
        lock (_connections)
        {
            if (_requests is null)
            {
                _connections.RemoveAll(before => before.Ended.IsCompleted);
            }

            var connection = new FaultConnection(socket, () => _waits.TrySetResult(), _requests, _stop.Token, _abandon.Token);
            connection.Start(_scripts[Math.Min(_connections.Count, _scripts.Length - 1)]);
            _connections.Add(connection);
        }
    }
}
