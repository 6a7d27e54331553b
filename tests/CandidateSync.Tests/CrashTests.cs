using System.Diagnostics;
using System.Globalization;
using AssessmentVendor.Tests;
using Npgsql;
using StackOne.Ats.Client.Fleet.Tests;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Testing;

namespace CandidateSync.Tests;

/// <summary>Workers are killed again and again while they read, and others take over.</summary>
/// <remarks>
/// Set SYNC_ACCOUNTS and SYNC_KILLS for more than the defaults. The workers are processes with real databases and have no other clock than the real one, so
/// the tests poll.
/// </remarks>
[Collection(nameof(Alone))]
public sealed class CrashTests(PostgresCluster cluster)
{
    private const int CandidatesOfAnAccount = 600;
    private const int PagesOfAnAccount = 12;
    private const int Parallel = 4;
    private const int RequestsPerMinute = 1000;

    private static readonly int Accounts = Setting("SYNC_ACCOUNTS", 24);
    private static readonly int Kills = Setting("SYNC_KILLS", 3);
    private static readonly string[] Ids = [.. Enumerable.Range(0, Accounts).Select(number => $"account-{number:000}")];

    [Fact(Timeout = 900_000)]
    public async Task ThreeWorkers_KilledAgainAndAgain_CopyIsComplete()
    {
        using var database = new Database(await cluster.ConnectionStringAsync());
        await CreateAsync(database.ConnectionString);
        using RedisServer redis = await RedisServer.StartAsync();
        await RunAsync(database, workers: 3, [$"ConnectionStrings__Redis=127.0.0.1:{redis.Port}"], TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Lease_ConnectionIsLost_AccountIsReadAgain()
    {
        using var database = new Database(await cluster.ConnectionStringAsync());
        await CreateAsync(database.ConnectionString);
        await using var sandbox = StackOneSandbox.Start();
        sandbox.On("Candidates.ListAsync").Next(SandboxAnswer.Stall);
        await using SyncWorker worker = await SyncWorker.StartAsync(sandbox, database, "--accounts a");
        await UntilStalledAsync(sandbox);

        await database.ReadAsync("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'");

        await database.WaitAsync("""SELECT count(*) FROM "Readings" WHERE "ReadUpTo" IS NOT NULL""", "3");
        Assert.Equal(0, await worker.StopAsync());
        Assert.Equal(Copy.KeysOf(sandbox, "a"), await Copy.KeysAsync(database));
    }

    [Fact]
    public async Task Lease_WorkerIsKilled_IsTakenOverWithinSeconds()
    {
        using var database = new Database(await cluster.ConnectionStringAsync());
        await CreateAsync(database.ConnectionString);
        await using var sandbox = StackOneSandbox.Start();
        sandbox.On("Candidates.ListAsync").Next(SandboxAnswer.Stall);
        await using (SyncWorker killed = await SyncWorker.StartAsync(sandbox, database, "--accounts a"))
        {
            await UntilStalledAsync(sandbox);
            await killed.KillAsync();
        }

        await using SyncWorker worker = await SyncWorker.StartAsync(sandbox, database, "--accounts a");

        await database.WaitAsync("""SELECT count(*) FROM "Readings" WHERE "ReadUpTo" IS NOT NULL""", "3");
        Assert.Equal(0, await worker.StopAsync());
        Assert.Equal(Copy.KeysOf(sandbox, "a"), await Copy.KeysAsync(database));
    }

    [Fact(Timeout = 900_000)]
    public async Task OneWorkerOnSqlite_KilledAndStartedAgain_CopyIsComplete()
    {
        using Database database = Database.Sqlite();
        await RunAsync(database, workers: 1, [], TestContext.Current.CancellationToken);
    }

    private static async Task RunAsync(Database database, int workers, string[] settings, CancellationToken cancellationToken)
    {
        await using StackOneSandbox sandbox = Sandbox();
        string arguments = $"--every 600 --requests-per-minute {RequestsPerMinute} --accounts {string.Join(',', Ids)}";
        var watch = Stopwatch.StartNew();
        var running = new Queue<SyncWorker>();
        for (int worker = 0; worker < workers; worker++)
        {
            running.Enqueue(await StartAsync());
        }

        for (int kill = 1; kill <= Kills; kill++)
        {
            int progress = kill * Accounts * PagesOfAnAccount / (Kills + 1);
            await UntilAsync(() => sandbox.RequestCount >= progress, cancellationToken);
            await using (SyncWorker oldest = running.Dequeue())
            {
                await oldest.KillAsync();
            }

            running.Enqueue(await StartAsync());
        }

        await database.WaitAsync("""SELECT count(*) FROM "Readings" WHERE "ReadUpTo" IS NOT NULL""", $"{3 * Accounts}", seconds: 600);
        TimeSpan elapsed = watch.Elapsed;
        foreach (SyncWorker worker in running)
        {
            Assert.Equal(0, await worker.StopAsync());
            await worker.DisposeAsync();
        }

        Assert.Equal(Copy.KeysOf(sandbox, Ids), await Copy.KeysAsync(database));
        Assert.Equal(
            sandbox.Account(Ids[^1]).All<Candidate>().OrderBy(candidate => candidate.Id, StringComparer.Ordinal),
            await Copy.CandidatesAsync(database, Ids[^1]));

        // Each page was stored once: one that was stored again would be counted again.
        Assert.Equal(
            [$"{CandidatesOfAnAccount}"],
            await database.ReadAsync("""SELECT DISTINCT "Items" FROM "Readings" WHERE "Kind" = 'candidates'"""));
        Assert.Equal(["1"], await database.ReadAsync("""SELECT DISTINCT "Round" FROM "Readings" """));
        int pages = int.Parse((await database.ReadAsync("""SELECT sum("Pages") FROM "Readings" """))[0], CultureInfo.InvariantCulture);
        int refused = sandbox.Requests.Count(request => request.Status == 429);
        Assert.Equal(Accounts * PagesOfAnAccount, pages);
        // What was read, and not stored, when a worker was killed.
        Assert.InRange(sandbox.RequestCount - refused - pages, 0, Kills * Parallel);
        // The windows of Redis and of the sandbox do not begin at the same time, and what a worker has asked for when it is killed is lost.
        Assert.InRange(refused, 0, Math.Max(20, sandbox.RequestCount / 100));
        string requests = $"{pages} pages in {sandbox.RequestCount} requests, {refused} refused";
        Report($"{workers} workers: {Accounts} accounts, {Kills} kills, {requests}, {elapsed.TotalSeconds:0.0} s");

        Task<SyncWorker> StartAsync() => SyncWorker.StartAsync(sandbox, database, arguments, settings);
    }

    /// <summary>Waits until the worker reads candidates, the answer to which stalls.</summary>
    private static Task UntilStalledAsync(StackOneSandbox sandbox) => UntilAsync(
        () => sandbox.Requests.Any(request => request.Operation == "Candidates.ListAsync"), TestContext.Current.CancellationToken);

    private static async Task UntilAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        while (!condition())
        {
            // Real time: the progress of other processes.
            await Task.Delay(5, cancellationToken);
        }
    }

    private static StackOneSandbox Sandbox()
    {
        var sandbox = StackOneSandbox.Start(new StackOneSandboxOptions { RequestsPerMinute = RequestsPerMinute });
        foreach (SandboxAccount account in Ids.Select(sandbox.Account))
        {
            for (int number = account.All<Candidate>().Count; number < CandidatesOfAnAccount; number++)
            {
                account.Add(new Candidate { FirstName = "Candidate", LastName = $"{number}" });
            }
        }

        return sandbox;
    }

    /// <summary>Creates a database of PostgreSQL: the sample expects one.</summary>
    private static async Task CreateAsync(string connectionString)
    {
        var target = new NpgsqlConnectionStringBuilder(connectionString);
        string name = target.Database!;
        target.Database = "postgres";
        await using var connection = new NpgsqlConnection(target.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>They take the whole machine, on which the other tests wait for seconds only.</summary>
    [CollectionDefinition(nameof(Alone), DisableParallelization = true)]
    public sealed class Alone;

    private static int Setting(string name, int value) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : value;

    private static void Report(string figures)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(figures);
        File.AppendAllLines(Path.Combine(AppContext.BaseDirectory, "figures.txt"), [figures]);
    }
}
