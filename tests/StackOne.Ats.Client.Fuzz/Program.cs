using System.Globalization;
using SharpFuzz;
using StackOne.Ats.Client.Fuzz;
using StackOne.Ats.Client.Fuzz.Targets;
using StackOne.Ats.Client.Fuzz.Targets.AspNetCore;

const string Usage =
    """
    --target all|NAME [--inputs N] [--seed N]   mutated inputs; what fails is saved, minimised, in artifacts/fuzz
    --target NAME --replay FILE                 one input
    --afl NAME                                  inputs from AFL++, through SharpFuzz
    """;

// The share of the inputs that a target gets of all: the contract reader takes a thousand times as long as the others.
(string Name, Func<FuzzTarget> Create, double Share)[] targets =
[
    ("retry-after", () => new RetryAfterTarget(), 0.15),
    ("success", () => new SuccessTarget(), 0.19),
    ("resource", () => new ResourceTarget(), 0.05),
    ("model", () => new ModelTarget(), 0.10),
    ("error", () => new ErrorTarget(), 0.22),
    ("heartbeat", () => new HeartbeatTarget(), 0.17),
    ("webhook", () => new WebhookTarget(), 0.10),
    ("endpoint", () => new EndpointTarget(), 0.10),
    ("contract", () => new ContractTarget(), 0.02),
];

if (args.Length % 2 != 0)
{
    return Refuse();
}

Dictionary<string, string> options = args.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);
string name = options.GetValueOrDefault("--afl") ?? options.GetValueOrDefault("--target") ?? "";
var chosen = targets.Where(target => name == "all" || target.Name == name).ToArray();
if (chosen.Length == 0)
{
    return Refuse();
}

if (options.ContainsKey("--afl"))
{
    // Made within Run: what is instrumented has nowhere to write to before.
    FuzzTarget? target = null;
    Fuzzer.OutOfProcess.Run(stream =>
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        target ??= chosen[0].Create();
        target.Run(copy.ToArray());
    });
    target?.Dispose();
    return 0;
}

if (options.TryGetValue("--replay", out string? file))
{
    using FuzzTarget target = chosen[0].Create();
    string? failure = Campaign.Failure(target, File.ReadAllBytes(file));
    Console.WriteLine(failure ?? "No failure.");
    return failure is null ? 0 : 1;
}

long inputs = long.Parse(options.GetValueOrDefault("--inputs", "100000"), CultureInfo.InvariantCulture);
int seed = int.Parse(options.GetValueOrDefault("--seed", "1"), CultureInfo.InvariantCulture);
double shares = chosen.Sum(target => target.Share);
bool sound = true;
foreach (var (called, create, share) in chosen)
{
    sound &= new Campaign(create, seed, Path.Combine("artifacts", "fuzz")).Run(called, (long)Math.Ceiling(inputs * share / shares));
}

return sound ? 0 : 1;

static int Refuse()
{
    Console.Error.WriteLine(Usage);
    return 2;
}
