using System.Diagnostics;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Webhooks;

namespace StackOne.Ats.Client;

/// <summary>
/// Verifies the signature of a webhook of StackOne's and reads its event. It needs no web framework: use it in a function, or behind a queue. It is
/// immutable and thread-safe: create one instance and reuse it.
/// </summary>
/// <remarks>
/// StackOne signs the bytes of the body with HMAC-SHA256 (RFC 2104), and sends the signature as base64url (RFC 4648, section 5) in the header
/// <see cref="SignatureHeader"/>. Pass the bytes as they arrived: JSON that was parsed and written again has another signature.
/// </remarks>
/// <example>
/// <code>
/// var reader = new StackOneWebhookReader(new StackOneWebhookReaderOptions { Secrets = [secret] });
/// StackOneEvent received = reader.Read(body, signature);
/// if (received is AssessmentOrderEvent order)
/// {
///     // Store the order before you answer: it cannot be read from StackOne.
/// }
/// </code>
/// </example>
public sealed class StackOneWebhookReader
{
    /// <summary>The name of the header with the signature.</summary>
    public const string SignatureHeader = "x-stackone-signature";

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[][] _keys;
    private readonly TimeSpan? _maxAge;
    private readonly TimeProvider _clock;

    /// <summary>Creates a reader.</summary>
    /// <param name="options">The signing secrets and limits. They are copied: later changes have no effect on this reader.</param>
    /// <exception cref="ArgumentException">An option is missing or out of range. The message names the option.</exception>
    public StackOneWebhookReader(StackOneWebhookReaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> errors = WebhookOptionsRules.Check(options);
        if (errors.Count > 0)
        {
            throw new ArgumentException(string.Join(" ", errors), nameof(options));
        }

        _keys = [.. options.Secrets.Select(Signature.Key)];
        _maxAge = options.MaxAge;
        _clock = options.TimeProvider;
    }

    /// <summary>Verifies the signature of a webhook and reads its event.</summary>
    /// <param name="body">The body of the request, byte for byte as it arrived.</param>
    /// <param name="signature">
    /// The value of the header <see cref="SignatureHeader"/>: base64url, with or without padding, and nothing around it. Null or empty if the
    /// request has none.
    /// </param>
    /// <returns>
    /// An <see cref="AssessmentOrderEvent"/>, <see cref="BackgroundCheckOrderEvent"/>, <see cref="RecordEvent"/> or <see cref="AccountEvent"/>,
    /// by the name of the event, or a plain <see cref="StackOneEvent"/> if the name is another. A member whose value does not fit is null, and
    /// the value is in <see cref="StackOneEvent.AdditionalProperties"/>: a signed JSON object never throws.
    /// </returns>
    /// <exception cref="StackOneWebhookException">The webhook must not be processed. The exception says why.</exception>
    public StackOneEvent Read(ReadOnlySpan<byte> body, string? signature)
    {
        VerifySignature(body, signature);
        StackOneEvent received = EventReader.Read(body);
        if (_maxAge is { } maxAge)
        {
            CheckAge(received, maxAge);
        }

        return received;
    }

    /// <summary>Verifies the signature only, for a body that is not an event, such as the request for the list of packages.</summary>
    /// <param name="body">The body of the request, byte for byte as it arrived.</param>
    /// <param name="signature">The value of the header, as for <see cref="Read"/>.</param>
    /// <exception cref="StackOneWebhookException">The signature is missing or wrong.</exception>
    public void VerifySignature(ReadOnlySpan<byte> body, string? signature) => Signature.Verify(body, signature, _keys);

    /// <summary>Computes the signature that StackOne sends with a body, to sign the requests of a test.</summary>
    /// <param name="body">The body.</param>
    /// <param name="secret">The signing secret.</param>
    /// <returns>The value of the header <see cref="SignatureHeader"/>: base64url without padding, 43 characters.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="secret"/> is null, empty or not a valid secret. The message does not contain it.
    /// </exception>
    public static string ComputeSignature(ReadOnlySpan<byte> body, string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return WebhookOptionsRules.SecretFault(secret) is { } fault
            ? throw new ArgumentException($"The secret {fault}.", nameof(secret))
            : Signature.Compute(body, Signature.Key(secret));
    }

    private void CheckAge(StackOneEvent received, TimeSpan maxAge)
    {
        if (received.SentAt is not { } sentAt)
        {
            throw new StackOneWebhookException(
                StackOneWebhookFailure.TooOld,
                "The webhook has no readable sent_at, so its age is unknown, and MaxAge is set.");
        }

        if (_clock.GetUtcNow() - sentAt > maxAge)
        {
            throw new StackOneWebhookException(
                StackOneWebhookFailure.TooOld,
                "The webhook was sent longer ago than MaxAge: it is a replay, was delivered late, or the clock of this machine is wrong.");
        }
    }
}
