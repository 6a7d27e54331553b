using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CandidateSync;

/// <summary>An account, and when it is read next.</summary>
internal sealed class SyncedAccount
{
    [Key]
    public required string Id { get; init; }

    /// <summary>Null if it is not read any more, because it is not linked any more.</summary>
    public DateTime? DueAt { get; init; }

    /// <summary>The number of events that have arrived, so that one that arrives while the account is read is not lost.</summary>
    public int Changes { get; init; }

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

    /// <summary>Adds an account that is not known yet, to be read now.</summary>
    internal Task AddAccountAsync(string id) => Database.ExecuteSqlAsync(
        $"""
        INSERT INTO "Accounts" ("Id", "DueAt", "Changes", "Attempts") VALUES ({id}, {DateTime.UnixEpoch}, 0, 0)
        ON CONFLICT ("Id") DO UPDATE SET "DueAt" = excluded."DueAt" WHERE "Accounts"."DueAt" IS NULL
        """);

    /// <summary>Adds or replaces records with one statement.</summary>
    internal Task StoreAsync(Reading reading, IEnumerable<Record> records)
    {
        List<object?> values = [reading.AccountId, reading.Kind, reading.Round];
        var sql = new StringBuilder("""INSERT INTO "Records" ("AccountId", "Kind", "Round", "Id", "UpdatedAt", "Json") VALUES """);
        // A statement must not have a record twice. The last one is the newest.
        foreach (Record record in records.GroupBy(record => record.Id, (_, same) => same.Last()))
        {
            sql.Append(CultureInfo.InvariantCulture, $"{(values.Count == 3 ? "" : ", ")}({{0}}, {{1}}, {{2}}, {{{values.Count}}}, {{{values.Count + 1}}}, {{{values.Count + 2}}})");
            values.AddRange([record.Id, record.UpdatedAt?.UtcDateTime, record.Json]);
        }

        sql.Append("""
             ON CONFLICT ("AccountId", "Kind", "Id")
            DO UPDATE SET "Round" = excluded."Round", "UpdatedAt" = excluded."UpdatedAt", "Json" = excluded."Json"
            """);
        return values.Count == 3 ? Task.CompletedTask : Database.ExecuteSqlRawAsync(sql.ToString(), values!);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.Entity<SyncedAccount>().HasIndex(account => account.DueAt);

    /// <summary>SQLite does not keep that a time is in UTC.</summary>
    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(time => time, time => DateTime.SpecifyKind(time, DateTimeKind.Utc));
}
