using System.Diagnostics;

namespace StackOne.Ats.Client.Testing;

/// <summary>An address that a <see cref="StackOneSandbox"/> sends events to.</summary>
public sealed class SandboxWebhook
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private volatile string _secret;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private volatile string? _oldSecret;
    private volatile SandboxDeliveryFaults _faults;

    internal SandboxWebhook(Uri url, string secret) => (Url, _secret) = (url, secret);

    /// <summary>The address.</summary>
    public Uri Url { get; }

    /// <summary>How deliveries misbehave from now on.</summary>
    /// <value>The default is <see cref="SandboxDeliveryFaults.None"/>.</value>
    /// <exception cref="InvalidOperationException">The value has <see cref="SandboxDeliveryFaults.OldSecret"/>, and the secret was never rotated.</exception>
    public SandboxDeliveryFaults Faults
    {
        get => _faults;
        set
        {
            if (value.HasFlag(SandboxDeliveryFaults.OldSecret) && _oldSecret is null)
            {
                throw new InvalidOperationException("There is no old secret: call RotateSecret first.");
            }

            _faults = value;
        }
    }

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
        string signature = StackOneWebhookReader.ComputeSignature(body, faults.HasFlag(SandboxDeliveryFaults.OldSecret) ? _oldSecret ?? _secret : _secret);
        // Another first character is another signature.
        return faults.HasFlag(SandboxDeliveryFaults.WrongSignature) ? (signature[0] == 'A' ? 'B' : 'A') + signature[1..] : signature;
    }
}
