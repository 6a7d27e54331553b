namespace StackOne.Ats.Client.Testing.Hosting;

/// <summary>The answers that a test has set, and which of them a request gets. Thread-safe.</summary>
internal sealed class Script
{
    private readonly object _lock = new();
    private readonly List<Entry> _entries = [];

    internal void Add(SandboxTarget target, SandboxAnswer answer, int? times)
    {
        lock (_lock)
        {
            if (times is null)
            {
                // The newest standing answer replaces the one before.
                _entries.RemoveAll(entry => entry.Times is null && entry.Target.IsSame(target));
            }

            _entries.Add(new(target, answer) { Times = times });
        }
    }

    internal void Clear(SandboxTarget? target = null)
    {
        lock (_lock)
        {
            _entries.RemoveAll(entry => target is null || entry.Target.IsSame(target));
        }
    }

    /// <summary>
    /// The answer to a request: first those that are used up, in the order in which they were added, then the most specific standing one.
    /// </summary>
    internal SandboxAnswer Take(string operation, string accountId)
    {
        lock (_lock)
        {
            Entry? next = _entries.FirstOrDefault(entry => entry.Times is not null && entry.Target.Matches(operation, accountId))
                ?? _entries.Where(entry => entry.Target.Matches(operation, accountId)).MaxBy(entry => entry.Target.Specificity);
            if (next is { Times: not null } && --next.Times == 0)
            {
                _entries.Remove(next);
            }

            return next?.Answer ?? SandboxAnswer.Handle;
        }
    }

    private sealed record Entry(SandboxTarget Target, SandboxAnswer Answer)
    {
        /// <summary>How often it is used; null for a standing answer.</summary>
        internal int? Times { get; set; }
    }
}
