using System.Collections.Concurrent;
using Medallion.Threading.Postgres;
using Npgsql;

namespace CandidateSync;

/// <summary>Gives each account to one reader at a time.</summary>
internal interface ILeases
{
    /// <summary>Takes an account; null if it is taken.</summary>
    Task<Lease?> TryTakeAsync(string account, CancellationToken cancellationToken);
}

/// <summary>An account that is taken until this is disposed.</summary>
/// <param name="Handle">What to dispose.</param>
/// <param name="Lost">Canceled when another worker may take the account, because the connection to the database is lost.</param>
internal sealed record Lease(IAsyncDisposable Handle, CancellationToken Lost) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Handle.DisposeAsync();
}

/// <summary>Leases of all workers with the same PostgreSQL. They end with the worker, also when it crashes.</summary>
internal sealed class PostgresLeases(string connection) : ILeases
{
    private readonly string _connection = WithCheckOfTheClient(connection);

    public async Task<Lease?> TryTakeAsync(string account, CancellationToken cancellationToken)
    {
        var name = new PostgresAdvisoryLockKey($"candidate-sync/{account}", allowHashing: true);
        PostgresDistributedLockHandle? handle = await new PostgresDistributedLock(name, _connection)
            .TryAcquireAsync(cancellationToken: cancellationToken);
        return handle is null ? null : new Lease(handle, handle.HandleLostToken);
    }

    /// <summary>
    /// Makes the server notice within seconds that a worker has crashed. The library watches a lock by a query that sleeps for a minute, and by
    /// default the server does not look at the connection before that has ended.
    /// </summary>
    private static string WithCheckOfTheClient(string connection)
    {
        var target = new NpgsqlConnectionStringBuilder(connection);
        target.Options = $"{target.Options} -c client_connection_check_interval=2s".TrimStart();
        return target.ConnectionString;
    }
}

/// <summary>Leases inside this process, which alone uses the SQLite file.</summary>
internal sealed class LocalLeases : ILeases
{
    private readonly ConcurrentDictionary<string, bool> _taken = new(StringComparer.Ordinal);

    public Task<Lease?> TryTakeAsync(string account, CancellationToken cancellationToken) => Task.FromResult(
        _taken.TryAdd(account, true) ? new Lease(new Handle(() => _taken.TryRemove(account, out _)), CancellationToken.None) : null);

    private sealed class Handle(Action release) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            release();
            return ValueTask.CompletedTask;
        }
    }
}
