namespace StackOne.Ats.Client.RateLimits;

/// <summary>
/// Lets the attempts of one account out as fast as the server takes them. When one is told to come back later, the others wait as well,
/// rather than each be told the same; and when that time has come, as many go at once as the server took the last time.
/// </summary>
/// <remarks>
/// <para>
/// What the server allows is not known, so it is felt for, as TCP does for a network: some probes may be under way at once, one more for each
/// that is taken while there is use for it, and twice as many when none has been refused for a while, since a refusal comes fast and an order
/// may take minutes. A refusal closes the gate until the moment that it names, and ends an epoch. In the next, as many go out freely as were
/// sent and not refused in the last (but no more than were under way at once, for that may have been long), and beyond them one probe.
/// </para>
/// <para>It keeps no time of its own: who asks says what time it is, as a timestamp.</para>
/// </remarks>
/// <param name="patience">How long without a refusal is long enough, in a timestamp's units.</param>
internal sealed class AccountGate(long patience)
{
    /// <summary>How many probes may be under way when nothing is known of the server.</summary>
    private const int FirstLimit = 32;

    private const int MostLimit = 1 << 20;

    private readonly TurnQueue _waiting = new();
    private bool _closed;
    private long _until;
    private int _epoch = 1;
    private int _underWay;

    /// <summary>Sent in this epoch and under way.</summary>
    private int _current;

    /// <summary>The most that were under way in this epoch.</summary>
    private int _peak;

    /// <summary>Sent in this epoch, and taken as far as is known.</summary>
    private long _passed;

    /// <summary>How many of this epoch may still go out freely: used up by going out, not by being under way.</summary>
    private long _free;

    /// <summary>How many probes are under way, and may be.</summary>
    private int _probes;
    private int _limit = FirstLimit;
    private long? _lastGrowth;

    /// <summary>Asks to be let out at once. Who is let out must say how it ended, with <see cref="Leave"/>.</summary>
    /// <param name="now">The time.</param>
    /// <param name="sends">Whether it is sent at once; otherwise <see cref="TrySend"/> is to be asked then.</param>
    /// <param name="ticket">To give back with <see cref="Leave"/>.</param>
    internal bool TryEnter(long now, bool sends, out Ticket ticket)
    {
        lock (_waiting)
        {
            return TryEnterLocked(now, sends, out ticket);
        }
    }

    /// <summary>Asks to be let out, and where it is not, learns what to wait for.</summary>
    /// <param name="now">The time.</param>
    /// <param name="sends">Whether it is sent at once.</param>
    /// <param name="ticket">To give back with <see cref="Leave"/>.</param>
    /// <param name="until">The moment that the server named, where the gate is closed.</param>
    /// <param name="turn">What ends when it is worth asking again, where enough are under way; a while later is worth it too.</param>
    internal bool TryEnter(long now, bool sends, out Ticket ticket, out long? until, out TaskCompletionSource? turn)
    {
        lock (_waiting)
        {
            until = null;
            turn = null;
            if (TryEnterLocked(now, sends, out ticket))
            {
                return true;
            }

            if (_closed)
            {
                until = _until;
            }
            else
            {
                turn = _waiting.Add();
            }

            return false;
        }
    }

    /// <summary>Who was let out is about to be sent; false where a refusal has come in between, and the ticket is to be given back.</summary>
    internal bool TrySend(Ticket ticket)
    {
        lock (_waiting)
        {
            return !_closed && ticket.Epoch == _epoch && CountSent();
        }
    }

    /// <summary>A ticket comes back.</summary>
    /// <param name="ticket">What it was let out with.</param>
    /// <param name="end">What became of it.</param>
    /// <param name="now">The time.</param>
    /// <param name="closedUntil">The moment that a refusal named.</param>
    internal void Leave(Ticket ticket, TicketEnd end, long now, long? closedUntil)
    {
        long turns;
        lock (_waiting)
        {
            _underWay--;
            if (ticket.Epoch == _epoch)
            {
                _current -= end == TicketEnd.Unused ? 0 : 1;
                _passed -= end is TicketEnd.Refused or TicketEnd.Unanswered ? 1 : 0;
                _limit += end == TicketEnd.Taken && ticket.Probing && _limit < Math.Max(FirstLimit, 2 * _probes) ? 1 : 0;
                _probes -= ticket.Probing ? 1 : 0;
                _free += end == TicketEnd.Unused && !ticket.Probing ? 1 : 0;
            }

            _lastGrowth = end == TicketEnd.Refused ? now : _lastGrowth;
            if (closedUntil is { } until)
            {
                Close(now, until);
            }

            // Behind a closed gate nobody's end lets others out: they all learn of the moment.
            turns = _closed ? long.MaxValue : _free + Math.Max(0, _limit - _probes);
        }

        _waiting.Release(turns);
    }

    /// <summary>Whether it has nothing to remember.</summary>
    internal bool IsIdle(long now)
    {
        lock (_waiting)
        {
            return _underWay == 0 && _waiting.IsEmpty && !(_closed && now < _until);
        }
    }

    private bool TryEnterLocked(long now, bool sends, out Ticket ticket)
    {
        ticket = default;
        if (_closed)
        {
            if (now < _until)
            {
                return false;
            }

            // What is still under way counts as taken: a refusal comes fast.
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
        return !sends || CountSent();
    }

    private bool CountSent()
    {
        _passed++;
        _peak = Math.Max(_peak, ++_current);
        return true;
    }

    private void Close(long now, long until)
    {
        // Of others that went out with it the refusals may be on their way yet: a gate that opened before they come would take them for taken.
        if (_current > 0)
        {
            until = Math.Max(until, now + patience);
        }

        _until = Math.Max(_until, until);
        _closed = true;
    }
}
