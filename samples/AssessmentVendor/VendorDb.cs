using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace AssessmentVendor;

/// <summary>An event as it arrived. Some of its data is personal: a real service deletes it when the order is done with.</summary>
internal sealed class InboxEvent
{
    [Key]
    public int Number { get; private set; }

    public required string Key { get; init; }

    public required string Json { get; init; }

    public DateTime ReceivedAt { get; init; }

    public DateTime? TakenAt { get; init; }
}

/// <summary>The vendor's database: SQLite, or PostgreSQL for a service that runs several times.</summary>
internal sealed class VendorDb(DbContextOptions<VendorDb> options) : DbContext(options)
{
    public DbSet<InboxEvent> Inbox => Set<InboxEvent>();

    public DbSet<Order> Orders => Set<Order>();

    internal static void Use(DbContextOptionsBuilder options, string connection)
    {
        // A connection string of PostgreSQL names a host, one of SQLite a file.
        if (connection.Contains("Host=", StringComparison.OrdinalIgnoreCase))
        {
            options.UseNpgsql(connection);
        }
        else
        {
            options.UseSqlite(connection);
        }
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        foreach (EntityEntry<Order> entry in ChangeTracker.Entries<Order>().Where(entry => entry.State == EntityState.Modified))
        {
            entry.Entity.Version++;
        }

        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<OrderState>().HaveConversion<string>();
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<InboxEvent>().HasIndex(received => received.Key).IsUnique();
        modelBuilder.Entity<InboxEvent>().HasIndex(received => received.TakenAt);
        // Two events can tell of the same order: StackOne spells their names in several ways.
        modelBuilder.Entity<Order>().HasKey(order => order.Number);
        modelBuilder.Entity<Order>().HasIndex(order => new { order.AccountId, order.OrderId }).IsUnique();
        modelBuilder.Entity<Order>().HasIndex(order => order.DueAt);
    }

    /// <summary>SQLite does not keep that a time is in UTC.</summary>
    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(time => time, time => DateTime.SpecifyKind(time, DateTimeKind.Utc));
}
