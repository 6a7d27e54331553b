using System.Globalization;
using System.Reflection;
using System.Text;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.TestServer;
using static StackOne.Ats.Client.TestServer.Steps;

namespace StackOne.Ats.Client.Tests.Wire;

public class OrderWireTests
{
    private const string Result = """{"id":"o1","remote_id":"r1","test_url":"https://example.com/test"}""";

    /// <summary>The order, whether heartbeats are asked for, a path in the base address; the path and the body on the wire.</summary>
    public static TheoryData<string, bool, string, string, string> Rows { get; } = new()
    {
        { "empty", false, "", "/unified/ats/assessments/orders", "{}" },
        { "empty", true, "/", "/unified/ats/assessments/orders", "{}" },
        { "filled", false, "/stackone/", "/stackone/unified/ats/assessments/orders", Orders.FilledBody },
        { "filled", true, "/a/b", "/a/b/unified/ats/assessments/orders", Orders.FilledBody },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Order_OnTheWire_IsTheseBytes(string order, bool heartbeat, string prefix, string path, string body)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            await using FaultServer server = FaultServer.Start([ReadRequest, Respond("200 OK", Result)]);
            using var client = new StackOneAtsClient(new()
            {
                ApiKey = "sk_live~key!",
                AccountId = "acc_1",
                Heartbeat = heartbeat,
                BaseAddress = new Uri(server.Address, prefix),
            });

            AssessmentOrderResult result = await client.Assessments.OrderAsync(order == "empty" ? new() : Orders.Filled);

            Assert.Equal(("o1", "r1", "https://example.com/test"), (result.Id, result.RemoteId, result.TestUrl));
            // The package's version, without the commit.
            string version = typeof(StackOneAtsClient).Assembly
                .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
            string expected = string.Join(
                "\r\n",
                [
                    $"POST {path} HTTP/1.1",
                    $"Host: 127.0.0.1:{server.Address.Port}",
                    "x-account-id: acc_1",
                    .. (string[])(heartbeat ? ["Prefer: heartbeat"] : []),
                    "Accept: application/json",
                    $"User-Agent: StackOne.Ats.Client/{version} (.NET {Environment.Version})",
                    $"Authorization: Basic {Convert.ToBase64String("sk_live~key!:"u8)}",
                    "Content-Type: application/json",
                    $"Content-Length: {body.Length}",
                    "",
                    body,
                ]);
            client.Dispose();
            Assert.Equal(Sorted(expected), Sorted(Encoding.UTF8.GetString(Assert.Single(await server.FinishAsync()).Span)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>The order of headers has no meaning (RFC 9110, section 5.3); everything else counts to the byte.</summary>
    private static string Sorted(string request)
    {
        string[] parts = request.Split("\r\n\r\n", 2);
        string[] lines = parts[0].Split("\r\n");
        return string.Join('\n', [lines[0], .. lines[1..].Order(StringComparer.Ordinal), "", parts[1]]);
    }
}
