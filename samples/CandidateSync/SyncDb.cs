using System.ComponentModel.DataAnnotations;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CandidateSync;

/// <summary>An account, and when it is read next.</summary>
internal sealed class SyncedAccount
{
    [Key]
    public required string Id { get; init; }

    /// <summary>Null if it is not read any more, because it is not linked any more.</summary>
    public DateTime? DueAt { get; init; }

    /// <summary>When the last event of a change arrived, so that one that arrives while the account is read is not lost.</summary>
    public DateTime? ChangedAt { get; init; }

    public int Attempts { get; init; }

    /// <summary>Why the last attempt has failed; null if it has not.</summary>
    public string? Problem { get; init; }
}

/// <summary>A record as StackOne returned it last. It is personal data.</summary>
[PrimaryKey(nameof(AccountId), nameof(Kind), nameof(Id))]
internal sealed class StoredRecord
{
    public required string AccountId { get; init; }

    public required string Kind { get; init; }

    public required string Id { get; init; }

    public DateTime? UpdatedAt { get; init; }

    /// <summary>The <see cref="Reading.Round"/> that stored it.</summary>
    public int Round { get; init; }

    public required string Json { get; init; }
}

/// <summary>The copy, and how far it is: SQLite, or PostgreSQL for several workers.</summary>
internal sealed class SyncDb(DbContextOptions<SyncDb> options) : DbContext(options)
{
    public DbSet<SyncedAccount> Accounts => Set<SyncedAccount>();

    public DbSet<Reading> Readings => Set<Reading>();

    public DbSet<StoredRecord> Records => Set<StoredRecord>();

    /// <summary>Adds an account that is not known yet, or is not read any more, to be read now.</summary>
    internal Task AddAccountAsync(string id) => Database.ExecuteSqlAsync(
        $"""
        INSERT INTO "Accounts" ("Id", "DueAt", "Attempts") VALUES ({id}, {DateTime.UtcNow}, 0)
        ON CONFLICT ("Id") DO UPDATE SET "DueAt" = excluded."DueAt" WHERE "Accounts"."DueAt" IS NULL
        """);

    /// <summary>Adds or replaces records, in the transaction that is open.</summary>
    internal async Task StoreAsync(Reading reading, IEnumerable<Record> records)
    {
        // A statement must not have a record twice. The last one is the newest.
        Record[] distinct = [.. records.GroupBy(record => record.Id, (_, same) => same.Last())];
        if (distinct.Length == 0)
        {
            return;
        }

        // PostgreSQL is fastest with one round trip, and SQLite with a small statement that it compiles once.
        int rows = Database.IsSqlite() ? 1 : distinct.Length;
        await using DbCommand command = Database.GetDbConnection().CreateCommand();
        command.Transaction = Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = $"""
            INSERT INTO "Records" ("AccountId", "Kind", "Round", "Id", "UpdatedAt", "Json")
            VALUES {string.Join(", ", Enumerable.Range(0, rows).Select(row => $"(@account, @kind, @round, @id{row}, @updated{row}, @json{row})"))}
            ON CONFLICT ("AccountId", "Kind", "Id")
            DO UPDATE SET "Round" = excluded."Round", "UpdatedAt" = excluded."UpdatedAt", "Json" = excluded."Json"
            """;
        Add("account", reading.AccountId);
        Add("kind", reading.Kind);
        Add("round", reading.Round);
        var parameters = Enumerable.Range(0, rows)
            .Select(row => (Id: Add($"id{row}"), UpdatedAt: Add($"updated{row}"), Json: Add($"json{row}")))
            .ToList();
        foreach (Record[] chunk in distinct.Chunk(rows))
        {
            for (int row = 0; row < rows; row++)
            {
                parameters[row].Id.Value = chunk[row].Id;
                parameters[row].UpdatedAt.Value = chunk[row].UpdatedAt?.UtcDateTime ?? (object)DBNull.Value;
                parameters[row].Json.Value = chunk[row].Json;
            }

            await command.ExecuteNonQueryAsync();
        }

        DbParameter Add(string name, object? value = null)
        {
            DbParameter parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"@{name}", value);
            command.Parameters.Add(parameter);
            return parameter;
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.Entity<SyncedAccount>().HasIndex(account => account.DueAt);

    /// <summary>SQLite does not keep that a time is in UTC.</summary>
    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(time => time, time => DateTime.SpecifyKind(time, DateTimeKind.Utc));
}
