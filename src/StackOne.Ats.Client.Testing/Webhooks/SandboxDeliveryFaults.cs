namespace StackOne.Ats.Client.Testing;

/// <summary>Specifies how deliveries of webhooks misbehave, as those of StackOne's may.</summary>
[Flags]
public enum SandboxDeliveryFaults
{
    /// <summary>Each event is delivered once, at once, in order, with a right signature.</summary>
    None = 0,

    /// <summary>Each event is delivered twice, the second time with another <c>sent_at</c>.</summary>
    Twice = 1,

    /// <summary>Each event is delivered 5 seconds later.</summary>
    Late = 2,

    /// <summary>An event waits until another one was delivered, at most for a second.</summary>
    OutOfOrder = 4,

    /// <summary>
    /// Each event is signed with the secret before the last rotation, or with one that the receiver never had. See
    /// <see cref="SandboxWebhook.RotateSecret"/>.
    /// </summary>
    OldSecret = 8,

    /// <summary>Each event has a signature that does not match its body.</summary>
    WrongSignature = 16,
}
