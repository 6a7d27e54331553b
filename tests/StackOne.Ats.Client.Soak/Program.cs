using System.Diagnostics;
using StackOne.Ats.Client;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Soak;

// Many tasks order for many tenants through one client, while the server misbehaves and some callers give up. Prints figures as it goes, and
// ends with 1 if an answer reached another call, an order was sent again without leave, an exception was untyped, fewer calls than should
// succeeded, calls hung, or connections, handles or memory grew.
Settings settings;
try
{
    settings = Settings.Parse(args);
}
catch (FormatException wrong)
{
    Console.Error.WriteLine($"{wrong.Message}\n\n{Settings.Usage}");
    return 2;
}

await using var server = new ChaosServer(settings.Faults, settings.Seed);
var client = new StackOneAtsClient(new()
{
    ApiKey = "key",
    BaseAddress = server.Address,
    AttemptTimeout = TimeSpan.FromSeconds(2),
    IdleTimeout = TimeSpan.FromSeconds(1),
});
StackOneAtsClient[] views = [.. Enumerable.Range(0, settings.Tenants).Select(tenant => client.ForAccount($"tenant-{tenant}"))];

int calls = 0;
int successes = 0;
int crossed = 0;
int untyped = 0;
int ended = 0;
bool hung = false;
var watch = Stopwatch.StartNew();

// What is still held when nothing is under way: after a quarter of the run, when pools and the JIT have theirs, and at its end.
(long Memory, int Handles) before = await RunAsync(untilCalls: settings.Calls / 4, untilSeconds: settings.Seconds / 4.0);
(long Memory, int Handles) after = await RunAsync(settings.Calls, settings.Seconds);

client.Dispose();
var closing = Stopwatch.StartNew();
while (server.OpenConnections > 0 && closing.Elapsed < TimeSpan.FromSeconds(5))
{
    // Sockets close in their own time, which is real.
    await Task.Delay(10);
}

Print();
Console.WriteLine(
    $"crossed: {crossed}, sent again without leave: {server.Duplicates}, untyped: {untyped}, connections left: {server.OpenConnections}, "
    + $"memory held: {before.Memory / 1024} KiB after a quarter, {after.Memory / 1024} KiB at the end, handles but for connections: "
    + $"{before.Handles} and {after.Handles}");
// One call in twenty is given up, and most faults are retried.
bool tooFew = successes < ended * (90L - settings.Faults) / 100;
// Pools keep some MiB and trim themselves when they like: what grows with the calls is more.
bool grown = after.Memory - before.Memory > 16 * 1024 * 1024 || after.Handles - before.Handles > 100;
return hung || tooFew || grown || crossed + server.Duplicates + untyped + server.OpenConnections > 0 ? 1 : 0;

async Task<(long Memory, int Handles)> RunAsync(int untilCalls, double untilSeconds)
{
    using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(Math.Clamp(untilSeconds - watch.Elapsed.TotalSeconds, 1, 30 * 24 * 3600)));
    Task working = Task.WhenAll(Enumerable.Range(0, settings.Tasks).Select(_ => Task.Run(() => WorkAsync(untilCalls, stop.Token))));
    var interval = TimeSpan.FromSeconds(Math.Clamp(untilSeconds / 30, 1, 60));
    (int Ended, TimeSpan At) progress = (ended, watch.Elapsed);
    while (await Task.WhenAny(working, Task.Delay(interval)) != working && !hung)
    {
        Print();
        progress = ended == progress.Ended ? progress : (ended, watch.Elapsed);
        hung = watch.Elapsed - progress.At > TimeSpan.FromMinutes(1) + interval;
    }

    if (hung)
    {
        Console.Error.WriteLine("Calls hang: none has ended for a minute.");
        return default;
    }

    await working;
    // Each connection has a socket at either end.
    return (GC.GetTotalMemory(forceFullCollection: true), Handles() - (2 * server.OpenConnections));
}

async Task WorkAsync(int untilCalls, CancellationToken stopping)
{
    while (!stopping.IsCancellationRequested && Interlocked.Increment(ref calls) is var number && number <= untilCalls)
    {
        int tenant = number % settings.Tenants;
        string id = $"order-{number}";
        using var givingUp = number % 20 == 0 ? new CancellationTokenSource(TimeSpan.FromMilliseconds(number % 7)) : null;
        try
        {
            AssessmentOrderResult result = await views[tenant].Assessments.OrderAsync(new() { Id = id }, givingUp?.Token ?? default);
            Interlocked.Increment(ref successes);
            if (result.Id != id || result.RemoteId != $"tenant-{tenant}")
            {
                Interlocked.Increment(ref crossed);
            }
        }
        catch (StackOneException)
        {
            // What the faults are for.
        }
        catch (OperationCanceledException) when (givingUp?.IsCancellationRequested == true)
        {
            // As asked.
        }
        catch (Exception exception)
        {
            Interlocked.Increment(ref untyped);
            Console.Error.WriteLine(exception);
        }

        server.Forget(id);
        Interlocked.Increment(ref ended);
    }
}

void Print() => Console.WriteLine(
    $"{watch.Elapsed:hh\\:mm\\:ss} calls {calls}, successes {successes}, requests {server.Requests}, limited {server.Limited}, connections {server.OpenConnections}, "
    + $"handles {Handles()}, memory {GC.GetTotalMemory(forceFullCollection: false) / 1024} KiB");

static int Handles() =>
    Directory.Exists("/proc/self/fd") ? Directory.GetFiles("/proc/self/fd").Length : Process.GetCurrentProcess().HandleCount;
