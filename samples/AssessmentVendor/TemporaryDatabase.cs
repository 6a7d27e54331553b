using Microsoft.Data.Sqlite;

namespace AssessmentVendor;

/// <summary>A database for the orders of a sandbox, which end with it.</summary>
internal sealed class TemporaryDatabase : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vendor-").FullName;

    internal string ConnectionString => $"Data Source={Path.Combine(_folder, "vendor.db")}";

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
