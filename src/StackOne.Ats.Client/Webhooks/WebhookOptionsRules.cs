using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Webhooks;

/// <summary>Validates <see cref="StackOneWebhookReaderOptions"/>. A message names the option and the rule, never the value.</summary>
internal static class WebhookOptionsRules
{
    internal static List<string> Check(StackOneWebhookReaderOptions options)
    {
        const string Secrets = nameof(StackOneWebhookReaderOptions.Secrets);
        var errors = new List<string>();
        if (options.Secrets is not { Count: > 0 })
        {
            errors.Add($"{Secrets} must have at least one signing secret.");
        }

        foreach ((int index, string? secret) in options.Secrets?.Select((secret, index) => (index, (string?)secret)) ?? [])
        {
            if (SecretFault(secret) is { } fault)
            {
                errors.Add(FormattableString.Invariant($"{Secrets}[{index}] {fault}."));
            }
        }

        if (options.MaxAge <= TimeSpan.Zero)
        {
            errors.Add($"{nameof(options.MaxAge)} must be greater than zero, or null.");
        }

        if (options.TimeProvider is null)
        {
            errors.Add($"{nameof(options.TimeProvider)} must not be null.");
        }

        return errors;
    }

    /// <summary>What is wrong with a secret, as the end of a sentence; null if it is valid.</summary>
    internal static string? SecretFault(string? secret) =>
        string.IsNullOrEmpty(secret) ? "must not be empty"
        : secret.Any(char.IsControl) ? "must not contain control characters (check for a line break at the end)"
        // It would be signed as another character.
        : Utf16.HasLoneSurrogate(secret) ? "must not contain an unpaired surrogate"
        : null;
}
