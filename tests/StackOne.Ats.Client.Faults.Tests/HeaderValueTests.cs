using System.Text;
using StackOne.Ats.Client.TestServer;
using static StackOne.Ats.Client.TestServer.Steps;

namespace StackOne.Ats.Client.Faults.Tests;

/// <summary>Account ids and keys go out as they are, byte for byte, or not at all.</summary>
public class HeaderValueTests
{
    private const int Units = 65_536;
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

    private static readonly string[] Places = ["front", "middle", "end"];

    private static readonly Dictionary<string, string> Awkward = new()
    {
        ["control"] = "\u0001",
        ["tab"] = "\t",
        ["DEL"] = "\u007f",
        ["non-ASCII"] = "é",
        ["full-width"] = "\uff21",
        ["lone surrogate"] = "\ud800",
        ["surrogate pair"] = "\ud83d\ude00",
        ["CR"] = "\r",
        ["LF"] = "\n",
        ["CRLF"] = "\r\n",
        ["NUL"] = "\0",
        ["space"] = " ",
        ["colon"] = ":",
    };

    public static TheoryData<Where, string> EachPlace { get; } = new MatrixTheoryData<Where, string>(Enum.GetValues<Where>(), Places);

    public static TheoryData<Where, string, string> EachAwkward { get; } =
        new MatrixTheoryData<Where, string, string>(Enum.GetValues<Where>(), Places, Awkward.Keys);

    public static TheoryData<string, string> EachAwkwardKey { get; } = new MatrixTheoryData<string, string>(Places, Awkward.Keys);

    /// <summary>Where a value is given.</summary>
    public enum Where
    {
        AccountOfAView,
        AccountOption,
        KeyOption,
    }

    [Theory]
    [MemberData(nameof(EachPlace))]
    public async Task Value_WithAnyUtf16Unit_IsRefusedOrUnchangedOnTheWire(Where where, string place)
    {
        // All of Latin, and some of all others.
        string[] values = [.. Enumerable.Range(0, Units).Where(unit => unit < 0x250 || unit % 97 == 0).Select(unit => Put(((char)unit).ToString(), place))];

        await AssertRefusedOrUnchangedAsync(where, values);
    }

    [Theory]
    [MemberData(nameof(EachAwkward))]
    public async Task Value_WithARunOfAwkwardUnits_IsRefusedOrUnchangedOnTheWire(Where where, string place, string kind)
    {
        string run = string.Concat(Enumerable.Repeat(Awkward[kind], Units / Awkward[kind].Length));

        await AssertRefusedOrUnchangedAsync(where, Put(run, place));
    }

    [Theory]
    [MemberData(nameof(EachPlace))]
    public async Task Value_LongAndVisibleAscii_IsUnchangedOnTheWire(Where where, string place)
    {
        char[] visible = [.. Enumerable.Range('!', '~' - '!' + 1).Select(unit => (char)unit).Where(unit => IsAllowed(where, unit))];
        string run = new([.. Enumerable.Range(0, Units).Select(at => visible[at % visible.Length])]);

        await AssertRefusedOrUnchangedAsync(where, Put(run, place));
    }

    /// <summary>A key that is provided later than the options are checked.</summary>
    [Theory]
    [MemberData(nameof(EachAwkwardKey))]
    public async Task ProvidedKey_WithARunOfAwkwardUnits_IsNotSent(string place, string kind)
    {
        await using FaultServer server = FaultServer.Start([ReadRequest, Write(Ok)]);
        string key = Put(string.Concat(Enumerable.Repeat(Awkward[kind], Units)), place);
        using StackOneAtsClient client = Clients.Create(server.Address, options =>
        {
            options.ApiKey = null;
            options.ApiKeyProvider = _ => new(key);
        });

        var refused = await Assert.ThrowsAsync<StackOneException>(() => client.Assessments.OrderAsync(new()));

        Assert.False(refused.OutcomeUnknown);
        Assert.DoesNotContain(key, refused.ToString(), StringComparison.Ordinal);
        Assert.Empty(await server.FinishAsync());
    }

    private static string Put(string unit, string place) => place switch
    {
        "front" => unit + "ab",
        "middle" => "a" + unit + "b",
        _ => "ab" + unit,
    };

    /// <summary>Visible ASCII; a colon would end a key early (RFC 7617, section 2).</summary>
    private static bool IsAllowed(Where where, char unit) => unit is >= '!' and <= '~' && (unit != ':' || where != Where.KeyOption);

    private static async Task AssertRefusedOrUnchangedAsync(Where where, params string[] values)
    {
        await using FaultServer server = FaultServer.Start([ReadRequest, Write(Ok)]);
        using StackOneAtsClient common = Clients.Create(server.Address);
        var sent = new List<string>();
        foreach (string value in values)
        {
            if (value.All(unit => IsAllowed(where, unit)))
            {
                using StackOneAtsClient client = Create(common, server, where, value);
                await client.Assessments.OrderAsync(new());
                sent.Add(value);
            }
            else
            {
                var refused = Assert.Throws<ArgumentException>(() => Create(common, server, where, value));
                Assert.True(refused.Message.Length < 500, "It may quote the value.");
            }
        }

        common.Dispose();
        IEnumerable<ReceivedRequest> requests = (await server.FinishAsync()).SelectMany(ReceivedRequest.ParseAll);
        Assert.Equal(sent, requests.Select(request => ValueOf(request, where)));
    }

    private static StackOneAtsClient Create(StackOneAtsClient common, FaultServer server, Where where, string value) => where switch
    {
        Where.AccountOfAView => common.ForAccount(value),
        Where.AccountOption => Clients.Create(server.Address, options => options.AccountId = value),
        _ => Clients.Create(server.Address, options => options.ApiKey = value),
    };

    /// <summary>The value as the server sees it: the account's header, or the user name in Authorization, whose password is empty.</summary>
    private static string ValueOf(ReceivedRequest request, Where where) => where == Where.KeyOption
        ? Encoding.Latin1.GetString(Convert.FromBase64String(request.Header("Authorization")!["Basic ".Length..]))[..^1]
        : request.Header("x-account-id")!;
}
