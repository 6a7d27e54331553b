using Microsoft.AspNetCore.Http;
using StackOne.Ats.Client.Testing.Api;

namespace StackOne.Ats.Client.Testing.Hosting;

/// <summary>The requests that arrived last. Thread-safe.</summary>
internal sealed class RequestLog
{
    /// <summary>Enough for a test; a sandbox that runs for days must not fill the memory.</summary>
    internal const int Capacity = 10_000;

    private readonly object _lock = new();
    private readonly Queue<SandboxRequest> _requests = new();
    private int _count;

    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _count;
            }
        }
    }

    internal IReadOnlyList<SandboxRequest> Snapshot()
    {
        lock (_lock)
        {
            return [.. _requests];
        }
    }

    internal SandboxRequest Add(HttpRequest request, RouteMatch? route, byte[] body, DateTimeOffset now)
    {
        var received = new SandboxRequest(
            route?.Operation.Name,
            request.Method,
            request.Path.Value ?? string.Empty,
            request.Query.ToDictionary(parameter => parameter.Key, parameter => parameter.Value.ToString()),
            request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body,
            now);
        lock (_lock)
        {
            _count++;
            _requests.Enqueue(received);
            if (_requests.Count > Capacity)
            {
                _requests.Dequeue();
            }
        }

        return received;
    }

    internal void Clear()
    {
        lock (_lock)
        {
            _count = 0;
            _requests.Clear();
        }
    }
}
