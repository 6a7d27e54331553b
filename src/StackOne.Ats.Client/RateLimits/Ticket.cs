namespace StackOne.Ats.Client.RateLimits;

/// <summary>The leave of an <see cref="AccountGate"/> to go out once.</summary>
/// <param name="Epoch">The epoch that it counts in.</param>
/// <param name="Probing">Whether it feels for what the server takes.</param>
internal readonly record struct Ticket(int Epoch, bool Probing);

/// <summary>What became of a <see cref="Ticket"/>.</summary>
internal enum TicketEnd
{
    /// <summary>It was given back before it was used.</summary>
    Unused,

    /// <summary>The attempt ended without an answer.</summary>
    Unanswered,

    /// <summary>The server answered with 429.</summary>
    Refused,

    /// <summary>The server answered with anything else.</summary>
    Taken,
}
