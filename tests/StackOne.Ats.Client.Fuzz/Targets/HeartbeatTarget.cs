using System.Net;
using StackOne.Ats.Client.Fuzz.Oracles;

namespace StackOne.Ats.Client.Fuzz.Targets;

/// <summary>The same with heartbeats in front, which change nothing. The first two bytes say how many, and of which kind.</summary>
internal sealed class HeartbeatTarget() : ClientTarget("heartbeat")
{
    internal override void Run(byte[] input)
    {
        int count = input.Length < 2 ? 0 : input[0] * 100;
        byte[] body = input.Length < 2 ? input : input[2..];
        byte[] beats = new byte[count];
        for (int i = 0; i < count; i++)
        {
            beats[i] = input[1] % 2 == 0 || i % 2 == 1 ? (byte)'\n' : (byte)'\r';
        }

        var (result, failure) = Order(HttpStatusCode.OK, [.. beats, .. body], heartbeat: true);
        AnswerOracle.Check(body, MaxResponseBytes, MaxErrorBytes, result, failure);
    }
}
