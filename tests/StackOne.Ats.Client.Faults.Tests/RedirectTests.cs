using System.Net;
using StackOne.Ats.Client.Faults.Tests.Matrix;
using StackOne.Ats.Client.TestServer;
using static StackOne.Ats.Client.TestServer.Steps;

namespace StackOne.Ats.Client.Faults.Tests;

/// <summary>A redirect would carry an account id and a candidate's data elsewhere: nothing gets there, not even a connection.</summary>
public class RedirectTests
{
    public static TheoryData<int, string> Rows { get; } = new MatrixTheoryData<int, string>(
        [301, 302, 303, 307, 308],
        ["another host", "another port", "https"]);

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Order_Redirected_IsATypedErrorAndNotFollowed(int status, string target)
    {
        // macOS has no second loopback address unless one is configured.
        Assert.SkipWhen(target == "another host" && OperatingSystem.IsMacOS(), "127.0.0.2 is not there.");
        IPAddress host = target == "another host" ? IPAddress.Parse("127.0.0.2") : IPAddress.Loopback;
        string answer = BodyFault.Length(AnswerFaults.Ok, Orders.Result.Length) + Orders.Result;
        await using FaultServer other = FaultServer.StartOn(host, [ReadRequest, Write(answer)]);
        Uri location = target == "https" ? other.TlsAddress : other.Address;
        string head = BodyFault.Length($"HTTP/1.1 {status} Canary\r\nLocation: {location}\r\n", 0);
        var redirect = new Fault("redirect", [ReadRequest, Write(head)], Verdict.Status(status));

        Verdict verdict = await Repetition.RunAsync(redirect);

        Assert.Equal(redirect.Expected, verdict);
        Assert.Empty(await other.FinishAsync());
    }
}
