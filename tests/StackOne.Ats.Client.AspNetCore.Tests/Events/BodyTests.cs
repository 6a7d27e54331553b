using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using StackOne.Ats.Client.AspNetCore.Tests.Support;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.AspNetCore.Tests.Events;

public class BodyTests
{
    private const int Limit = 5000;

    /// <summary>A body, signed as its bytes are, and the status.</summary>
    private static readonly Dictionary<string, (byte[] Body, int Status)> Bodies = new()
    {
        ["an event"] = (Encoding.UTF8.GetBytes(Requests.Order), 200),
        ["an empty object"] = ("{}"u8.ToArray(), 200),
        ["spaces around"] = (" \t{} \n"u8.ToArray(), 200),
        ["CRLF"] = (Encoding.UTF8.GetBytes(Requests.Order.ReplaceLineEndings("\r\n")), 200),
        ["no bytes"] = ([], 400),
        ["a byte order mark"] = ([0xEF, 0xBB, 0xBF, .. "{}"u8], 200),
        ["UTF-16"] = (Encoding.Unicode.GetBytes("{\"event\":\"account.created\"}"), 400),
        ["invalid UTF-8"] = ([.. "{\"event\":\""u8, 0xFF, .. "\"}"u8], 200),
        ["an array"] = ("[{}]"u8.ToArray(), 400),
        ["a number"] = ("1"u8.ToArray(), 400),
        ["null"] = ("null"u8.ToArray(), 400),
        ["text"] = ("event"u8.ToArray(), 400),
        ["half an event"] = (Encoding.UTF8.GetBytes(Requests.Order[..100]), 400),
        ["two events"] = ("{}{}"u8.ToArray(), 400),
        ["nested too deep"] = (Encoding.UTF8.GetBytes("{\"a\":" + new string('[', 2000) + new string(']', 2000) + "}"), 400),
        ["compressed"] = (Gzip("{}"u8.ToArray()), 400),
        ["at the limit"] = (Padded(Limit), 200),
        ["one over the limit"] = (Padded(Limit + 1), 413),
        ["far over the limit"] = (Padded(Limit * 40), 413),
    };

    public static TheoryData<string, bool> Rows
    {
        get
        {
            var rows = new TheoryData<string, bool>();
            foreach (string name in Bodies.Keys)
            {
                rows.Add(name, false);
                rows.Add(name, true);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Body_RightlySigned_DecidesTheStatus(string name, bool isChunked)
    {
        await using App app = await App.StartEventsAsync(configure: options => options.MaxRequestBytes = Limit);
        (byte[] body, int status) = Bodies[name];

        Task<HttpResponseMessage> answer = app.PostAsync(
            App.Events,
            body,
            Requests.Sign(body),
            request => request.Headers.TransferEncodingChunked = isChunked);

        Assert.Equal(status, await answer.StatusAsync());

        Assert.Equal(status == 200 ? 1 : 0, app.Inbox.Received.Count());
        Assert.Empty(app.Errors);
    }

    /// <summary>The server's own limit is 30,000,000 bytes.</summary>
    [Fact]
    public async Task Limit_AboveTheServers_Holds()
    {
        await using App app = await App.StartEventsAsync(configure: options => options.MaxRequestBytes = 31_000_000);
        byte[] body = Padded(31_000_000);

        Assert.Equal(200, await app.PostAsync(App.Events, body, Requests.Sign(body), request => request.Headers.TransferEncodingChunked = true)
            .StatusAsync());
    }

    /// <summary>The signature is the proof: another content type than StackOne's costs no event.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/vnd.api+json")]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("not a content type")]
    public async Task ContentType_Any_IsAccepted(string? contentType)
    {
        await using App app = await App.StartEventsAsync();
        byte[] body = Encoding.UTF8.GetBytes(Requests.Order);

        Assert.Equal(200, await app.PostAsync(App.Events, body, Requests.Sign(body), request =>
        {
            request.Content!.Headers.ContentType = null;
            if (contentType is not null)
            {
                Assert.True(request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType));
            }
        }).StatusAsync());
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task Method_OtherThanPost_Is405(string method)
    {
        await using App app = await App.StartEventsAsync();
        byte[] body = Encoding.UTF8.GetBytes(Requests.Order);

        Assert.Equal(405, await app.PostAsync(App.Events, body, Requests.Sign(body), request => request.Method = new(method)).StatusAsync());
    }

    [Theory]
    [InlineData("{}", 400)]
    [InlineData("{\"sent_at\":\"2026-03-02T08:54:59Z\"}", 400)]
    [InlineData("{\"sent_at\":\"2026-03-02T08:55:00Z\"}", 200)]
    [InlineData("{\"sent_at\":\"2026-03-02T09:00:00Z\"}", 200)]
    public async Task Age_OverTheMaximum_Is400(string json, int status)
    {
        await using App app = await App.StartEventsAsync(configure: options => options.MaxAge = TimeSpan.FromMinutes(5));

        Assert.Equal(status, await app.PostAsync(App.Events, json).StatusAsync());
    }

    /// <summary>A body whose Content-Encoding is not that of its bytes is invalid, signed or not.</summary>
    [Theory]
    [InlineData("gzip", false, 400)]
    [InlineData("gzip", true, 400)]
    [InlineData("br", true, 400)]
    [InlineData("deflate", true, 400)]
    [InlineData("identity", true, 200)]
    public async Task Encoding_OfABodyThatIsNotCompressed_IsNoServerError(string encoding, bool decompresses, int status)
    {
        await using App app = await App.StartEventsAsync(
            application => _ = decompresses ? application.UseRequestDecompression() : application,
            services => services.AddRequestDecompression());
        byte[] body = decompresses ? "{}"u8.ToArray() : Gzip("{}"u8.ToArray());

        Task<HttpResponseMessage> answer = app.PostAsync(
            App.Events,
            body,
            Requests.Sign(body),
            request => request.Content!.Headers.ContentEncoding.Add(encoding));

        Assert.Equal(status, await answer.StatusAsync());
        Assert.Empty(app.Errors);
    }

    [Fact]
    public async Task Encoding_OfASignedCompressedBody_IsOverWhatTheMiddlewareLeaves()
    {
        await using App app = await App.StartEventsAsync(
            application => application.UseRequestDecompression(),
            services => services.AddRequestDecompression());
        byte[] plain = Encoding.UTF8.GetBytes(Requests.Order);
        byte[] compressed = Gzip(plain);

        Assert.Equal(401, await PostAsync(compressed));
        Assert.Equal(200, await PostAsync(plain));

        Task<int> PostAsync(byte[] signed) => app.PostAsync(
            App.Events,
            compressed,
            Requests.Sign(signed),
            request => request.Content!.Headers.ContentEncoding.Add("gzip")).StatusAsync();
    }

    [Fact]
    public async Task Event_AsItArrives_IsWhatTheHandlerGets()
    {
        await using App app = await App.StartEventsAsync();

        Assert.Equal(200, await app.PostAsync(App.Events, Requests.Order).StatusAsync());

        Assert.Equal(StackOneEvent.Parse(Requests.Order), Assert.Single(app.Inbox.Received));
    }

    private static byte[] Padded(int length) => [.. "{}"u8, .. Enumerable.Repeat((byte)' ', length - 2)];

    private static byte[] Gzip(byte[] bytes)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return compressed.ToArray();
    }
}
