namespace StackOne.Ats.Client.Pipeline;

/// <summary>
/// Lets the attempts of one account out as fast as the server takes them. When one is told to come back later, the others wait as well,
/// rather than each be told the same; and when that time has come, as many go at once as the server took the last time.
/// </summary>
/// <remarks>
/// <para>
/// What the server allows is not known, so it is felt for, as TCP does for a network: some probes may be under way at once, one more for each
/// that is taken while there is use for it, and twice as many when none has been refused for a while, since a refusal comes fast and an order
/// may take minutes. A refusal closes the gate until the moment that it names, and ends an epoch. In the next, as many go out freely as were
/// let out and not refused in the last (but no more than were under way at once, for that may have been long), and beyond them one probe.
/// </para>
/// <para>It keeps no time of its own: who asks says what time it is, as a timestamp.</para>
/// </remarks>
/// <param name="patience">How long without a refusal is long enough, in a timestamp's units.</param>
internal sealed class AccountGate(long patience)
{
    /// <summary>How many probes may be under way when nothing is known of the server.</summary>
    private const int FirstLimit = 32;

    private const int MostLimit = 1 << 20;

    private readonly Queue<TaskCompletionSource> _waiting = new();
    private bool _closed;
    private long _until;
    private int _epoch = 1;
    private int _underWay;

    /// <summary>Let out in this epoch and under way; the most there were; and let out and not refused.</summary>
    private int _current;
    private int _peak;
    private int _passed;

    private int _free;
    private int _probes;
    private int _limit = FirstLimit;
    private long? _lastGrowth;

    /// <summary>Asks to be let out at once. Who is let out must say how it ended, with <see cref="Leave"/>.</summary>
    internal bool TryEnter(long now, out Ticket ticket)
    {
        lock (_waiting)
        {
            return TryEnterLocked(now, out ticket);
        }
    }

    /// <summary>Asks to be let out, and where it is not, learns what to wait for.</summary>
    /// <param name="now">The time.</param>
    /// <param name="ticket">To give back with <see cref="Leave"/>.</param>
    /// <param name="until">The moment that the server named, where the gate is closed.</param>
    /// <param name="turn">What ends when it is worth asking again, where enough are under way; a while later is worth it too.</param>
    internal bool TryEnter(long now, out Ticket ticket, out long? until, out TaskCompletionSource? turn)
    {
        lock (_waiting)
        {
            until = null;
            turn = null;
            if (TryEnterLocked(now, out ticket))
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
    /// <param name="ticket">What it was let out with.</param>
    /// <param name="taken">Whether the server took it: any answer but 429.</param>
    /// <param name="now">The time.</param>
    /// <param name="closedUntil">The moment that a refusal named.</param>
    internal void Leave(Ticket ticket, bool taken, long now, long? closedUntil)
    {
        int turns;
        lock (_waiting)
        {
            _underWay--;
            if (ticket.Epoch == _epoch)
            {
                _current--;
                _passed -= taken ? 0 : 1;
                _limit += taken && ticket.Probing && _limit < Math.Max(FirstLimit, 2 * _probes) ? 1 : 0;
                _probes -= ticket.Probing ? 1 : 0;
            }

            if (closedUntil is { } until)
            {
                Close(now, until);
            }

            // Behind a closed gate nobody's end lets others out: they all learn of the moment.
            turns = _closed ? int.MaxValue : _free + Math.Max(0, _limit - _probes);
        }

        for (; turns > 0 && TryDequeue(out TaskCompletionSource? turn); turns -= turn.TrySetResult() ? 1 : 0)
        {
        }
    }

    /// <summary>Whether no refusal holds back who goes out now.</summary>
    internal bool IsOpen(long now)
    {
        lock (_waiting)
        {
            return !_closed || now >= _until;
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

    private bool TryEnterLocked(long now, out Ticket ticket)
    {
        ticket = default;
        if (_closed)
        {
            if (now < _until)
            {
                return false;
            }

            // What is still under way has not been refused, and will not be: a refusal comes fast.
            _free = Math.Min(_passed, _peak);
            _closed = false;
            _epoch++;
            _current = 0;
            _peak = 0;
            _passed = 0;
            _probes = 0;
            _limit = 1;
            _lastGrowth = now;
        }

        _lastGrowth ??= now;
        if (_free == 0 && _probes >= _limit && now - _lastGrowth >= patience)
        {
            _limit = Math.Min(_limit * 2, MostLimit);
            _lastGrowth = now;
        }

        ticket = new Ticket(_epoch, Probing: _free == 0);
        if (ticket.Probing && _probes >= _limit)
        {
            return false;
        }

        _free -= ticket.Probing ? 0 : 1;
        _probes += ticket.Probing ? 1 : 0;
        _underWay++;
        _passed++;
        _peak = Math.Max(_peak, ++_current);
        return true;
    }

    private void Close(long now, long until)
    {
        // Of others that went out with it the refusals may be on their way yet: a gate that opened before they come would take them for taken.
        if (_current > 0 || _waiting.Count > 0)
        {
            until = Math.Max(until, now + patience);
        }

        _until = Math.Max(_until, until);
        _closed = true;
    }

    private bool TryDequeue([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TaskCompletionSource? turn)
    {
        lock (_waiting)
        {
            return _waiting.TryDequeue(out turn);
        }
    }

    /// <summary>The leave to go out once.</summary>
    /// <param name="Epoch">The epoch that it counts in.</param>
    /// <param name="Probing">Whether it feels for what the server takes.</param>
    internal readonly record struct Ticket(int Epoch, bool Probing);
}
