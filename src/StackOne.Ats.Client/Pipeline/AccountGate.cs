namespace StackOne.Ats.Client.Pipeline;

/// <summary>
/// Lets the attempts of one account out as fast as the server takes them. When one is told to come back later, the others wait as well,
/// rather than each be told the same; and when that time has come, as many go at once as the server took the last time.
/// </summary>
/// <remarks>
/// <para>
/// What the server allows is not known, so it is felt for, as TCP does for a network: some attempts may be under way at once, and one more for
/// each that is taken. A refusal closes the gate until the moment that it names. Then the number that was taken before the refusal
/// (<see cref="_free"/>) goes out at once; beyond it one attempt at a time, and again one more for each that is taken.
/// </para>
/// <para>It keeps no time of its own: who asks says what time it is, as a timestamp.</para>
/// </remarks>
internal sealed class AccountGate
{
    /// <summary>How many may be under way at once when nothing is known of the server: more than an application commonly has.</summary>
    private const int FirstLimit = 32;

    private readonly Queue<TaskCompletionSource> _waiting = new();
    private bool _closed;
    private long _until;
    private int _underWay;
    private int _limit = FirstLimit;
    private int _taken;
    private int _free;

    /// <summary>Asks to be let out at once. Who is let out must say how it ended, with <see cref="Leave"/>.</summary>
    /// <param name="now">The time.</param>
    /// <param name="probing">Whether it is one of those that feel for what the server takes.</param>
    internal bool TryEnter(long now, out bool probing)
    {
        lock (_waiting)
        {
            return TryEnterLocked(now, out probing);
        }
    }

    /// <summary>Asks to be let out, and where it is not, learns what to wait for.</summary>
    /// <param name="now">The time.</param>
    /// <param name="probing">Whether it is one of those that feel for what the server takes.</param>
    /// <param name="until">The moment that the server named, where the gate is closed.</param>
    /// <param name="turn">What ends when it is worth asking again, where enough are under way.</param>
    internal bool TryEnter(long now, out bool probing, out long? until, out TaskCompletionSource? turn)
    {
        lock (_waiting)
        {
            until = null;
            turn = null;
            if (TryEnterLocked(now, out probing))
            {
                return true;
            }

            if (_closed)
            {
                until = _until;
            }
            else
            {
                turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Enqueue(turn);
            }

            return false;
        }
    }

    /// <summary>An attempt has ended.</summary>
    /// <param name="taken">Whether the server took it: any answer but 429.</param>
    /// <param name="probing">What it was told when it was let out.</param>
    /// <param name="closedUntil">The moment that a refusal named.</param>
    internal void Leave(bool taken, bool probing, long? closedUntil)
    {
        int turns;
        lock (_waiting)
        {
            _underWay--;
            if (taken)
            {
                _taken++;
                _limit += probing && _limit < int.MaxValue ? 1 : 0;
            }

            if (closedUntil is { } until)
            {
                _until = _closed ? Math.Max(_until, until) : until;
                _closed = true;
            }

            // Behind a closed gate nobody's end lets others out: they all learn of the moment.
            turns = _closed ? int.MaxValue : _free + Math.Max(0, _limit - _underWay);
        }

        for (; turns > 0 && TryDequeue(out TaskCompletionSource? turn); turns -= turn.TrySetResult() ? 1 : 0)
        {
        }
    }

    /// <summary>Whether it has nothing to remember.</summary>
    internal bool IsIdle(long now)
    {
        lock (_waiting)
        {
            return _underWay == 0 && _waiting.Count == 0 && !(_closed && now < _until);
        }
    }

    private bool TryEnterLocked(long now, out bool probing)
    {
        probing = false;
        if (_closed)
        {
            if (now < _until)
            {
                return false;
            }

            _closed = false;
            _free = _taken;
            _taken = 0;
            _limit = 1;
        }

        probing = _free == 0;
        if (probing && _underWay >= _limit)
        {
            return false;
        }

        _free -= probing ? 0 : 1;
        _underWay++;
        return true;
    }

    private bool TryDequeue([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TaskCompletionSource? turn)
    {
        lock (_waiting)
        {
            return _waiting.TryDequeue(out turn);
        }
    }
}
