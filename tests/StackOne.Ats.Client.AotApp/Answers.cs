using System.Net;
using System.Net.Sockets;
using System.Text;

/// <summary>A server on loopback that gives prepared answers, one per connection, and keeps the requests.</summary>
internal sealed class Answers : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public Answers(params (string Status, string Body, string Headers)[] answers)
    {
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        Requests = ServeAsync(answers);
    }

    public Uri Address { get; }

    /// <summary>All requests, when all answers have been given.</summary>
    public Task<string[]> Requests { get; }

    public void Dispose() => _listener.Dispose();

    private async Task<string[]> ServeAsync((string Status, string Body, string Headers)[] answers)
    {
        var requests = new List<string>();
        foreach ((string status, string body, string headers) in answers)
        {
            using Socket socket = await _listener.AcceptSocketAsync();
            byte[] buffer = new byte[64 * 1024];
            int length = 0;
            while (!IsWhole(Encoding.UTF8.GetString(buffer, 0, length)))
            {
                length += await socket.ReceiveAsync(buffer.AsMemory(length));
            }

            requests.Add(Encoding.UTF8.GetString(buffer, 0, length));
            await socket.SendAsync(Encoding.UTF8.GetBytes(
                $"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n{headers}\r\n{body}"));
            socket.Shutdown(SocketShutdown.Send);
        }

        return [.. requests];
    }

    private static bool IsWhole(string request) => request.Split("\r\n\r\n") is [var head, var body]
        && (head.StartsWith("GET ", StringComparison.Ordinal) || head.Contains($"Content-Length: {body.Length}", StringComparison.Ordinal));
}
