using System.Collections.Concurrent;
using StackOne.Ats.Client.TestServer;

namespace StackOne.Ats.Client.Soak;

/// <summary>
/// Takes orders and answers with the order's own id and account, or with a fault. It knows which orders it has read whole, so
/// that it sees one that is sent again though nothing allowed it.
/// </summary>
internal sealed class ChaosServer : IAsyncDisposable
{
    private static readonly string[] Faults =
        ["429", "408", "400", "412", "500", "502", "503", "reset", "close", "cut head", "cut body", "bad chunk", "late error", "stall"];

    /// <summary>In one second of so many the key has a limit, which is used up for all accounts at once.</summary>
    private const int SecondsPerLimit = 5;
    private const int Limit = 200;

    private readonly FaultServer _server;
    private readonly long _started = TimeProvider.System.GetTimestamp();
    private readonly ConcurrentDictionary<string, string> _answered = new(StringComparer.Ordinal);
    private readonly int _faultPercent;
    private readonly Random _random;
    private int _duplicates;
    private int _requests;
    private long _second;
    private int _inSecond;
    private int _limited;

    internal ChaosServer(int faultPercent, int seed)
    {
        _faultPercent = faultPercent;
        _random = new Random(seed);
        _server = FaultServer.StartForgetful(Steps.ReadRequest, AnswerAsync);
    }

    internal Uri Address => _server.Address;

    internal int OpenConnections => _server.OpenConnections;

    internal int Requests => Volatile.Read(ref _requests);

    /// <summary>Orders that came again although nothing had allowed it.</summary>
    internal int Duplicates => Volatile.Read(ref _duplicates);

    /// <summary>Requests that the key's limit refused.</summary>
    internal int Limited => Volatile.Read(ref _limited);

    /// <summary>The call is over: its order may be forgotten.</summary>
    internal void Forget(string id) => _answered.TryRemove(id, out _);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(FaultConnection connection)
    {
        Interlocked.Increment(ref _requests);
        string id = IdOf(connection.Request.Text);
        string answer = Choose();
        if (_answered.TryGetValue(id, out string? before) && before is not ("429" or "408" or "limit"))
        {
            Interlocked.Increment(ref _duplicates);
        }

        _answered[id] = answer;
        const string Part = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":";
        switch (answer)
        {
            case "200":
                string account = connection.Request.Header("x-account-id")!;
                await connection.RespondAsync("200 OK", $$"""{"id":"{{id}}","remote_id":"{{account}}"}""");
                break;
            case "429" or "408":
                await connection.RespondAsync(answer + " Again", "{}", "Retry-After: 0\r\n");
                break;
            case "limit":
                Interlocked.Increment(ref _limited);
                await connection.RespondAsync("429 Too Many Requests", "{}", "Retry-After: 1\r\n");
                break;
            case "late error":
                await connection.RespondAsync("200 OK", "\n\n{\"statusCode\":412,\"message\":\"gone\"}");
                break;
            case "reset":
                connection.Reset();
                break;
            case "close":
                connection.Close();
                break;
            case "cut head":
                await connection.WriteAsync("HTTP/1.1 200 OK\r\nConte");
                connection.Close();
                break;
            case "cut body":
                await connection.WriteAsync(Part);
                connection.Close();
                break;
            case "bad chunk":
                await connection.WriteAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
                connection.Close();
                break;
            case "stall":
                await connection.WriteAsync(Part);
                await connection.ReadToEndAsync();
                break;
            default:
                await connection.RespondAsync(answer + " Failed", "{\"message\":\"no\"}");
                break;
        }
    }

    private string Choose()
    {
        lock (_random)
        {
            long second = (long)TimeProvider.System.GetElapsedTime(_started).TotalSeconds;
            _inSecond = second == _second ? _inSecond + 1 : 1;
            _second = second;
            if (_faultPercent > 0 && second % SecondsPerLimit == SecondsPerLimit - 1 && _inSecond > Limit)
            {
                return "limit";
            }

            if (_random.Next(100) >= _faultPercent)
            {
                return "200";
            }

            // A stall holds a task for as long as the client's limit, so it is rare.
            string fault = Faults[_random.Next(Faults.Length)];
            return fault == "stall" && _random.Next(20) > 0 ? "502" : fault;
        }
    }

    private static string IdOf(string request)
    {
        const string Start = "\"id\":\"";
        int from = request.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        return request[from..request.IndexOf('"', from)];
    }
}
