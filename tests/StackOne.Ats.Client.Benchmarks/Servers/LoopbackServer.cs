using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StackOne.Ats.Client.Benchmarks.Servers;

/// <summary>A server on the loopback interface, in a process of its own, so that its work is not measured.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly Process _process;

    private LoopbackServer(Process process, Uri address) => (_process, Address) = (process, address);

    internal Uri Address { get; }

    internal static LoopbackServer Start()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        // Under `dotnet app.dll`, the process is the host.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet")
        {
            start.ArgumentList.Add(typeof(LoopbackServer).Assembly.Location);
        }

        start.ArgumentList.Add("serve");
        Process process = Process.Start(start)!;
        return new(process, new Uri($"http://127.0.0.1:{process.StandardOutput.ReadLine()}/"));
    }

    /// <summary>Serves until the standard input ends.</summary>
    internal static void Serve()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start(backlog: 1024);
        Console.WriteLine(((IPEndPoint)listener.LocalEndpoint).Port);
        byte[][] pages = [.. Enumerable.Range(0, Payloads.Pages).Select(page => Answer(Payloads.Page(page)))];
        byte[] order = Answer(Payloads.OrderAnswer);
        _ = AcceptAsync();
        while (Console.In.Read() >= 0)
        {
        }

        async Task AcceptAsync()
        {
            while (true)
            {
                Socket socket = await listener.AcceptSocketAsync();
                socket.NoDelay = true;
                _ = AnswerAsync(socket, order, pages);
            }
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static async Task AnswerAsync(Socket socket, byte[] order, byte[][] pages)
    {
        byte[] buffer = new byte[16 * 1024];
        int length = 0;
        while (true)
        {
            int count = await socket.ReceiveAsync(buffer.AsMemory(length));
            if (count == 0)
            {
                return;
            }

            length += count;
            if (Find(buffer.AsSpan(0, length)) is { } page)
            {
                length = 0;
                await socket.SendAsync(page < 0 ? order : pages[page]);
            }
        }
    }

    /// <summary>The page that a whole request asks for, -1 if it orders; null if the request is not whole yet.</summary>
    private static int? Find(ReadOnlySpan<byte> request)
    {
        int end = request.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return null;
        }

        ReadOnlySpan<byte> head = request[..end];
        if (head.StartsWith("GET"u8))
        {
            ReadOnlySpan<byte> line = head[..head.IndexOf((byte)'\r')];
            int next = line.IndexOf("next="u8);
            return next < 0 ? 0 : ReadNumber(line[(next + 5)..]);
        }

        int field = head.IndexOf("Content-Length: "u8);
        return request.Length - end - 4 < ReadNumber(head[(field + 16)..]) ? null : -1;
    }

    private static int ReadNumber(ReadOnlySpan<byte> text)
    {
        int end = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return int.Parse(end < 0 ? text : text[..end], CultureInfo.InvariantCulture);
    }

    private static byte[] Answer(byte[] body) =>
    [
        .. Encoding.ASCII.GetBytes(
            $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nx-request-id: {Payloads.RequestId}\r\nContent-Length: {body.Length}\r\n\r\n"),
        .. body,
    ];
}
