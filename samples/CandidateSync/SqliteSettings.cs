using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CandidateSync;

/// <summary>Lets SQLite read while a page is written (WAL), and saves it a flush to the disk for each page.</summary>
/// <remarks>A crash of the process loses nothing. One of the machine can lose the last pages with their cursors, which are read again then.</remarks>
internal sealed class SqliteSettings : DbConnectionInterceptor
{
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL";
        command.ExecuteNonQuery();
    }

    /// <summary>SQLite has no asynchronous commands.</summary>
    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
