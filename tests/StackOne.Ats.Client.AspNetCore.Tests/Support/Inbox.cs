using System.Collections.Concurrent;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.AspNetCore.Tests.Support;

/// <summary>What handlers have received, in order.</summary>
internal sealed class Inbox
{
    private readonly ConcurrentQueue<(string By, object Received)> _entries = [];

    /// <summary>The handlers that were called.</summary>
    internal IEnumerable<string> Callers => _entries.Select(entry => entry.By);

    internal IEnumerable<object> Received => _entries.Select(entry => entry.Received);

    internal Task StoreAsync(StackOneEvent received, string by = "handler")
    {
        _entries.Enqueue((by, received));
        return Task.CompletedTask;
    }
}
