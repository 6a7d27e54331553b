using StackOne.Ats.Client.Faults.Tests.Matrix;
using StackOne.Ats.Client.TestServer;
using static StackOne.Ats.Client.TestServer.Steps;

namespace StackOne.Ats.Client.Faults.Tests.Memory;

/// <summary>However large an answer is, it costs the memory that its limit allows, and ends in a typed result.</summary>
public class FloodTests(Figures figures)
{
    /// <summary>For all but the body: the connection, the decoder's buffers, the exception with its RawBody, and the server itself.</summary>
    private const long Margin = 2 * 1024 * 1024;

    private static readonly Dictionary<string, Flood> Floods = Flood.All.ToDictionary(flood => flood.Name);

    public static TheoryData<string> Names { get; } = [.. Floods.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Order_Flood_CostsNoMoreThanItsLimit(string name)
    {
        Flood flood = Floods[name];
        await using FaultServer server = FaultServer.Start([ReadRequest, .. flood.CreateAnswer()]);
        using StackOneAtsClient client = Clients.Create(server.Address, options =>
        {
            options.Heartbeat = flood.Heartbeat;
            options.MaxResponseBytes = flood.Cap;
            options.MaxErrorBytes = Flood.MaxErrorBytes;
        });
        Verdict? verdict = null;

        long allocated = await AllocationProbe.MeasureAsync(async () => verdict = await Repetition.OrderAsync(client, Orders.Small));

        figures.AddMemory(FormattableString.Invariant(
            $"{flood.Name}: {allocated / 1048576.0:F2} MiB allocated, {(flood.Kept + Margin) / 1048576.0:F2} MiB allowed"));
        Assert.Equal(flood.Expected, verdict);
        Assert.InRange(allocated, 0, flood.Kept + Margin);
    }
}
