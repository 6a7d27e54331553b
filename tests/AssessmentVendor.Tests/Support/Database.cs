using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace AssessmentVendor.Tests;

/// <summary>The database of a service, read beside it.</summary>
internal sealed class Database(string connectionString) : IDisposable
{
    private readonly string? _file;

    private Database(string file, bool isFile)
        : this($"Data Source={file};Pooling={!isFile}") => _file = file;

    internal string ConnectionString { get; } = connectionString;

    internal static Database Sqlite() => new(Path.Combine(Path.GetTempPath(), $"vendor-test-{Guid.NewGuid():N}.db"), isFile: true);

    /// <summary>SQLite, or PostgreSQL if this machine has it; the test is skipped otherwise.</summary>
    internal static async Task<Database> CreateAsync(string kind, PostgresCluster cluster) =>
        kind == "SQLite" ? Sqlite() : new Database(await cluster.ConnectionStringAsync());

    /// <summary>The first column of all rows.</summary>
    internal async Task<IReadOnlyList<string>> ReadAsync(string sql)
    {
        await using DbConnection connection = _file is null ? new NpgsqlConnection(ConnectionString) : new SqliteConnection(ConnectionString);
        await connection.OpenAsync();
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(Convert.ToString(reader.GetValue(0), System.Globalization.CultureInfo.InvariantCulture)!);
        }

        return rows;
    }

    /// <summary>Waits until a query has this one value.</summary>
    internal async Task WaitAsync(string sql, string value, double seconds = 30)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        IReadOnlyList<string> rows;
        while ((rows = await ReadAsync(sql)) is not [var single] || single != value)
        {
            Assert.False(limit.IsCancellationRequested, $"{sql}: {string.Join(", ", rows)} instead of {value}");
            // Real time: another process changes the database.
            await Task.Delay(100);
        }
    }

    public void Dispose()
    {
        foreach (string suffix in _file is null ? [] : new[] { "", "-wal", "-shm" })
        {
            File.Delete(_file + suffix);
        }
    }
}
