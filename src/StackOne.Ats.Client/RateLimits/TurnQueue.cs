using System.Diagnostics.CodeAnalysis;

namespace StackOne.Ats.Client.RateLimits;

/// <summary>Who waits for a turn, in the order of coming. Who has given up by then is passed over.</summary>
internal sealed class TurnQueue
{
    private readonly Queue<TaskCompletionSource> _queue = new();

    internal bool IsEmpty
    {
        get
        {
            lock (_queue)
            {
                return _queue.Count == 0;
            }
        }
    }

    /// <summary>A new place at the end; it completes when its turn comes, and is cancelled to give up.</summary>
    internal TaskCompletionSource Add()
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_queue)
        {
            _queue.Enqueue(turn);
        }

        return turn;
    }

    /// <summary>Gives so many their turn, if there are so many.</summary>
    internal void Release(long turns)
    {
        for (; turns > 0 && TryTake(out TaskCompletionSource? turn); turns -= turn.TrySetResult() ? 1 : 0)
        {
        }
    }

    private bool TryTake([NotNullWhen(true)] out TaskCompletionSource? turn)
    {
        lock (_queue)
        {
            return _queue.TryDequeue(out turn);
        }
    }
}
