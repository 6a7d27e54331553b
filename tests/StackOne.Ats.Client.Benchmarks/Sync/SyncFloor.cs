using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace StackOne.Ats.Client.Benchmarks.Sync;

/// <summary>The least that a copy of records costs: lists the candidates, applications and jobs of accounts, and inserts each into a table, a page at a time.</summary>
internal static class SyncFloor
{
    private static readonly string[] Names = ["$account", "$kind", "$id", "$json"];

    internal static async Task RunAsync(Uri address, string file, string[] accounts)
    {
        using var client = new StackOneAtsClient(new StackOneAtsClientOptions { BaseAddress = address, ApiKey = "sandbox-key" });
        await using var database = new SqliteConnection($"Data Source={file}");
        await database.OpenAsync();
        using SqliteCommand command = database.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; CREATE TABLE records (account TEXT, kind TEXT, id TEXT, json TEXT, PRIMARY KEY (account, kind, id))";
        await command.ExecuteNonQueryAsync();
        command.CommandText = "INSERT INTO records VALUES ($account, $kind, $id, $json)";
        SqliteParameter[] parameters = [.. Names.Select(name => command.Parameters.AddWithValue(name, ""))];
        foreach (string account in accounts)
        {
            StackOneAtsClient view = client.ForAccount(account);
            await InsertAsync(account, "jobs", view.Jobs.ListAsync(new() { PageSize = 100 }), job => job.Id);
            await InsertAsync(account, "candidates", view.Candidates.ListAsync(new() { PageSize = 100 }), candidate => candidate.Id);
            await InsertAsync(account, "applications", view.Applications.ListAsync(new() { PageSize = 100 }), application => application.Id);
        }

        async Task InsertAsync<T>(string account, string kind, StackOnePageable<T> list, Func<T, string?> id)
            where T : notnull
        {
            await foreach (StackOnePage<T> page in list.AsPages())
            {
                await using SqliteTransaction transaction = database.BeginTransaction();
                command.Transaction = transaction;
                foreach (T item in page.Items)
                {
                    (parameters[0].Value, parameters[1].Value) = (account, kind);
                    (parameters[2].Value, parameters[3].Value) = (id(item), JsonSerializer.Serialize(item, typeof(T), FloorJsonContext.Default));
                    command.ExecuteNonQuery();
                }

                await transaction.CommitAsync();
            }
        }
    }
}
