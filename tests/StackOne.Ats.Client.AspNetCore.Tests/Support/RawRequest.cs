using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace StackOne.Ats.Client.AspNetCore.Tests.Support;

/// <summary>A request that is sent byte by byte, as no HTTP client would.</summary>
internal sealed class RawRequest : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The head of a request for an event, with a length or in chunks.</summary>
    internal static string Head(int? length, string signature, string? header = null) =>
        $"POST {App.Events} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        + (length is { } known ? $"Content-Length: {known}\r\n" : "Transfer-Encoding: chunked\r\n")
        + $"{StackOneWebhookReader.SignatureHeader}: {signature}\r\n{(header is null ? "" : header + "\r\n")}\r\n";

    /// <summary>Sends a whole request, and returns the status.</summary>
    internal static async Task<int> SendAsync(App app, string request)
    {
        using RawRequest raw = await ConnectAsync(app);
        // The server may answer, and close, before it has all.
        Task sending = raw.SendAsync(request);
        string answer = await raw.ReadAsync();
        await sending.ContinueWith(sent => sent.Exception, Token, TaskContinuationOptions.None, TaskScheduler.Default);
        return Status(answer);
    }

    internal static int Status(string answer) => int.Parse(answer.Split(' ')[1], CultureInfo.InvariantCulture);

    internal static async Task<RawRequest> ConnectAsync(App app)
    {
        var raw = new RawRequest();
        await raw._socket.ConnectAsync(app.Address, Token);
        return raw;
    }

    internal async Task SendAsync(string text)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        for (int sent = 0; sent < bytes.Length;)
        {
            sent += await _socket.SendAsync(bytes.AsMemory(sent), Token);
        }
    }

    /// <summary>The head of the answer.</summary>
    internal async Task<string> ReadAsync()
    {
        var answer = new StringBuilder();
        byte[] buffer = new byte[4096];
        int read;
        while (!answer.ToString().Contains("\r\n\r\n", StringComparison.Ordinal) && (read = await _socket.ReceiveAsync(buffer, Token)) > 0)
        {
            answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        return answer.ToString();
    }

    /// <summary>Hangs up: in order, or by a reset.</summary>
    internal void HangUp(bool byReset)
    {
        if (byReset)
        {
            _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }

        _socket.Close();
    }

    public void Dispose() => _socket.Dispose();
}
