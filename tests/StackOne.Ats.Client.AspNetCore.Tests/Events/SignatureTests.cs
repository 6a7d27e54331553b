using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using StackOne.Ats.Client.AspNetCore.Tests.Support;

namespace StackOne.Ats.Client.AspNetCore.Tests.Events;

public class SignatureTests
{
    /// <summary>The signature of <c>{"a":1}</c> with <see cref="App.Secret"/>.</summary>
    private const string Right = "WgWPAorWrGzfa5jf6MVDalZIN74waItIByWig7vwfpo";

    /// <summary>The header, null if it is missing, and the status.</summary>
    public static TheoryData<string?, int> Rows { get; } = new()
    {
        { Right, 200 },
        { Right + "=", 200 },
        { null, 401 },
        { "", 401 },
        { " ", 401 },
        // The header's own white space is not part of its value (RFC 9110, section 5.5).
        { $" {Right}\t", 200 },
        { Right[..20] + " " + Right[20..], 401 },
        // One bit at each end. Of the last character, two bits are no part of the hash.
        { "X" + Right[1..], 401 },
        { Right[..^1] + "p", 401 },
        { Right[..^1] + "k", 401 },
        { Right + "==", 401 },
        { Right[..^1], 401 },
        { Right + "A", 401 },
        { $"{Right},{Right}", 401 },
        { $"{Right}, {Right}", 401 },
        { "sha256=" + Right, 401 },
        { Right.ToLowerInvariant(), 401 },
        { "5a058f028ad6ac6cdf6b98dfe8c5436a564837be30688b480725a283bbf07e9a", 401 },
        { "\"" + Right + "\"", 401 },
        { "null", 401 },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Signature_OfARequest_DecidesTheStatus(string? signature, int status)
    {
        await using App app = await App.StartEventsAsync();

        Assert.Equal(status, await app.PostAsync(App.Events, "{\"a\":1}"u8.ToArray(), signature).StatusAsync());

        Assert.Equal(status == 200 ? 1 : 0, app.Inbox.Received.Count());
        Assert.Empty(app.Errors);
        if (status == 401)
        {
            var record = Assert.Single(app.Logs.GetSnapshot(), record => record.Id.Id == 23);
            string reason = string.IsNullOrWhiteSpace(signature) ? "MissingSignature" : "WrongSignature";
            Assert.Equal($"A request to {App.Events} was refused with status 401: {reason}", record.Message);
        }
    }

    /// <summary>Nobody sends a megabyte into memory without a signature.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("short")]
    public async Task Body_WithoutASignature_IsNotRead(string? signature)
    {
        await using App app = await App.StartEventsAsync();

        Assert.Equal(401, await app.PostAsync(App.Events, new byte[2 << 20], signature).StatusAsync());
    }

    [Fact]
    public async Task Signature_InTwoHeaders_Is401()
    {
        await using App app = await App.StartEventsAsync();
        string head = RawRequest.Head("{\"a\":1}".Length, Right, $"{StackOneWebhookReader.SignatureHeader}: {Right}");

        Assert.Equal(401, await RawRequest.SendAsync(app, head + "{\"a\":1}"));
    }

    /// <summary>The server limits headers to 32 KiB by default.</summary>
    [Theory]
    [InlineData(false, 431)]
    [InlineData(true, 401)]
    public async Task Signature_OfOneMegabyte_IsRefused(bool isServerLimitRaised, int status)
    {
        await using App app = await App.StartEventsAsync(services: services => services.Configure<KestrelServerOptions>(server =>
        {
            if (isServerLimitRaised)
            {
                server.Limits.MaxRequestHeadersTotalSize = 2 << 20;
                server.Limits.MaxRequestBufferSize = 4 << 20;
            }
        }));

        string head = RawRequest.Head("{\"a\":1}".Length, new string('A', 1 << 20));

        Assert.Equal(status, await RawRequest.SendAsync(app, head + "{\"a\":1}"));
        Assert.Empty(app.Inbox.Received);
    }

    [Fact]
    public async Task Signature_ByAnySecret_IsAccepted()
    {
        await using App app = await App.StartEventsAsync(configure: options => options.Secrets = ["new secret", App.Secret, "another"]);
        byte[] body = Encoding.UTF8.GetBytes(Requests.Order);

        foreach ((string secret, int status) in new[] { ("new secret", 200), (App.Secret, 200), ("another", 200), ("removed", 401) })
        {
            Assert.Equal(status, await app.PostAsync(App.Events, body, StackOneWebhookReader.ComputeSignature(body, secret)).StatusAsync());
        }
    }
}
