using Medallion.Threading.Postgres;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CandidateSync;

/// <summary>The database of the copy, and who may write it: this process for SQLite, any number of workers for PostgreSQL.</summary>
internal sealed class CopySetup : IAsyncDisposable
{
    private readonly DirectoryInfo? _temporary;
    private readonly FileStream? _exclusive;

    private CopySetup(string connection, DirectoryInfo? temporary, FileStream? exclusive) =>
        (Connection, _temporary, _exclusive) = (connection, temporary, exclusive);

    private string Connection { get; }

    // A connection string of PostgreSQL names a host, one of SQLite a file.
    private static bool IsPostgres(string connection) => connection.Contains("Host=", StringComparison.OrdinalIgnoreCase);

    /// <summary>Opens the database of the settings.</summary>
    /// <param name="connection">The connection string; null for the default.</param>
    /// <param name="isTemporary">Whether the default is a database that ends with the process.</param>
    /// <exception cref="IOException">Another process uses the SQLite file.</exception>
    internal static CopySetup Open(string? connection, bool isTemporary)
    {
        DirectoryInfo? temporary = connection is null && isTemporary ? Directory.CreateTempSubdirectory("candidate-sync-") : null;
        connection ??= $"Data Source={Path.Combine(temporary?.FullName ?? "", "candidates.db")}";
        if (IsPostgres(connection))
        {
            return new CopySetup(connection, temporary: null, exclusive: null);
        }

        string file = new SqliteConnectionStringBuilder(connection).DataSource;
        try
        {
            var exclusive = new FileStream(file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            Restrict(exclusive.Name);
            using (File.Open(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite))
            {
                // SQLite creates its other files with the permissions of this one.
                Restrict(file);
            }

            return new CopySetup(connection, temporary, exclusive);
        }
        catch (IOException failure)
        {
            throw new IOException($"{file} cannot be used: {failure.Message} For several workers, use PostgreSQL.", failure);
        }
    }

    internal void AddTo(IServiceCollection services)
    {
        bool isPostgres = IsPostgres(Connection);
        services.AddPooledDbContextFactory<SyncDb>(options => _ = isPostgres ? options.UseNpgsql(Connection) : options.UseSqlite(Connection));
        services.AddSingleton(new WriteTurns(isPostgres ? int.MaxValue : 1));
        services.AddSingleton<ILeases>(_ => isPostgres ? new PostgresLeases(Connection) : new LocalLeases());
    }

    /// <summary>Creates the tables if there are none. A real program has migrations.</summary>
    internal async Task CreateAsync(IDbContextFactory<SyncDb> databases)
    {
        await using SyncDb database = await databases.CreateDbContextAsync();
        // Workers that start together would all create them.
        await using IAsyncDisposable? alone = IsPostgres(Connection)
            ? await new PostgresDistributedLock(new PostgresAdvisoryLockKey("candidate-sync", allowHashing: true), Connection).AcquireAsync()
            : null;
        await database.Database.EnsureCreatedAsync();
        if (!IsPostgres(Connection))
        {
            // A page can be written while others are read. Entity Framework sets it for files that it creates itself only.
            await database.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_exclusive is not null)
        {
            await _exclusive.DisposeAsync();
        }

        SqliteConnection.ClearAllPools();
        _temporary?.Delete(recursive: true);
    }

    /// <summary>Personal data: not for other users of the machine.</summary>
    private static void Restrict(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
