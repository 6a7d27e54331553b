using System.Globalization;
using StackOne.Ats.Client.Benchmarks.Contenders;
using StackOne.Ats.Client.Benchmarks.Servers;

namespace StackOne.Ats.Client.Benchmarks.Scenarios;

/// <summary>The memory of an application that keeps a view for each of 10,000 accounts.</summary>
internal static class ViewsScenario
{
    private const int Accounts = 10_000;

    internal static Task RunAsync(Settings settings)
    {
        using var contender = new LibraryContender(new MemoryServer(refuses: false), ContenderSet.NoAddress);
        string[] accounts = [.. Enumerable.Range(0, Accounts).Select(account => account.ToString("D20", CultureInfo.InvariantCulture))];
        // What the first view creates for all.
        _ = contender.Client.ForAccount(accounts[0]).Assessments;
        var views = new StackOneAtsClient[Accounts];
        var groups = new AssessmentsClient[Accounts];

        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < Accounts; i++)
        {
            views[i] = contender.Client.ForAccount(accounts[i]);
        }

        long alone = GC.GetTotalMemory(forceFullCollection: true) - before;
        for (int i = 0; i < Accounts; i++)
        {
            groups[i] = views[i].Assessments;
        }

        long used = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(views);
        GC.KeepAlive(groups);
        Console.WriteLine("\n### Memory of 10,000 views of accounts\n");
        Console.WriteLine(Table.Invariant($"{(double)alone / Accounts:F0} bytes each ({alone / 1024.0:F0} KiB in total)."));
        Console.WriteLine(Table.Invariant($"With Assessments used: {(double)used / Accounts:F0} bytes each ({used / 1024.0:F0} KiB in total)."));
        return Task.CompletedTask;
    }
}
