using System.Diagnostics;
using StackOne.Ats.Client;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Soak;

// Many tasks order for many tenants through one client, while the server misbehaves. Prints figures as it goes, and ends with 1 if an answer
// reached another call, an order was sent again without leave, an exception was untyped, or connections, handles or memory grew.
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
using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(Math.Min(settings.Seconds, 30 * 24 * 3600)));
Task[] tasks = [.. Enumerable.Range(0, settings.Tasks).Select(_ => Task.Run(WorkAsync))];
var watch = Stopwatch.StartNew();
var memory = new List<long>();
Task working = Task.WhenAll(tasks);
while (await Task.WhenAny(working, Task.Delay(TimeSpan.FromSeconds(settings.Calls < int.MaxValue ? 1 : Math.Clamp(settings.Seconds / 30, 1, 60)))) != working)
{
    memory.Add(GC.GetTotalMemory(forceFullCollection: true));
    Print();
}

client.Dispose();
var closing = Stopwatch.StartNew();
while (server.OpenConnections > 0 && closing.Elapsed < TimeSpan.FromSeconds(5))
{
    await Task.Delay(10);
}

Print();
long slope = Slope();
Console.WriteLine($"crossed: {crossed}, sent again without leave: {server.Duplicates}, untyped: {untyped}, connections left: {server.OpenConnections}, memory slope: {slope} bytes a sample");
return crossed + server.Duplicates + untyped + server.OpenConnections > 0 || slope > 64 * 1024 ? 1 : 0;

async Task WorkAsync()
{
    while (!stop.IsCancellationRequested && Interlocked.Increment(ref calls) is var number && number <= settings.Calls)
    {
        int tenant = number % settings.Tenants;
        string id = $"order-{number}";
        try
        {
            AssessmentOrderResult result = await views[tenant].Assessments.OrderAsync(new() { Id = id });
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
        catch (Exception exception)
        {
            Interlocked.Increment(ref untyped);
            Console.Error.WriteLine(exception);
        }

        server.Forget(id);
    }
}

void Print() => Console.WriteLine(
    $"{watch.Elapsed:hh\\:mm\\:ss} calls {calls}, successes {successes}, requests {server.Requests}, connections {server.OpenConnections}, "
    + $"handles {Handles()}, memory {(memory.Count == 0 ? 0 : memory[^1]) / 1024} KiB");

// The last half against the first, warm-up left out: connections, pools and the JIT have theirs by then.
long Slope()
{
    long[] steady = [.. memory.Skip(memory.Count / 3)];
    return steady.Length < 4 ? 0 : (long)((steady[(steady.Length / 2)..].Average() - steady[..(steady.Length / 2)].Average()) / (steady.Length / 2.0));
}

static int Handles() =>
    Directory.Exists("/proc/self/fd") ? Directory.GetFiles("/proc/self/fd").Length : Process.GetCurrentProcess().HandleCount;
