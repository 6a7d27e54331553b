using System.Diagnostics;

namespace StackOne.Ats.Client.Testing;

/// <summary>An address that a <see cref="StackOneSandbox"/> sends events to.</summary>
public sealed class SandboxWebhook
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private volatile string _secret;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private volatile string _oldSecret = $"before-{Guid.NewGuid()}";

    internal SandboxWebhook(Uri url, string secret) => (Url, _secret) = (url, secret);

    /// <summary>The address.</summary>
    public Uri Url { get; }

    /// <summary>How deliveries misbehave from now on.</summary>
    /// <value>The default is <see cref="SandboxDeliveryFaults.None"/>.</value>
    public SandboxDeliveryFaults Faults { get; set; }

    /// <summary>Signs with another secret from now on.</summary>
    /// <param name="secret">The new secret.</param>
    public void RotateSecret(string secret)
    {
        // Throws for a secret that cannot sign.
        StackOneWebhookReader.ComputeSignature(default, secret);
        (_oldSecret, _secret) = (_secret, secret);
    }

    internal string Sign(byte[] body, SandboxDeliveryFaults faults)
    {
        string signature = StackOneWebhookReader.ComputeSignature(body, faults.HasFlag(SandboxDeliveryFaults.OldSecret) ? _oldSecret : _secret);
        // Another first character is another signature.
        return faults.HasFlag(SandboxDeliveryFaults.WrongSignature) ? (signature[0] == 'A' ? 'B' : 'A') + signature[1..] : signature;
    }
}
