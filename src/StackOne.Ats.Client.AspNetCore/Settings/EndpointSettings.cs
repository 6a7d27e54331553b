using Microsoft.Extensions.Options;

namespace StackOne.Ats.Client.AspNetCore.Settings;

/// <summary>The validated options of an endpoint, with what is made of them once.</summary>
/// <param name="Options">The options.</param>
/// <param name="Reader">Verifies signatures; null if they are not verified.</param>
/// <param name="Keys">Checks the Basic key; null if it is not checked.</param>
internal sealed record EndpointSettings(StackOneWebhooksOptions Options, StackOneWebhookReader? Reader, BasicKeys? Keys)
{
    /// <summary>Whether anyone is answered.</summary>
    internal bool IsAnonymous => Reader is null && Keys is null;

    /// <exception cref="OptionsValidationException">An option is missing or out of range.</exception>
    internal static EndpointSettings Create(StackOneWebhooksOptions options, string name, EndpointKind kind, TimeProvider clock)
    {
        List<string> errors = OptionsRules.Check(options, kind);
        IList<string>? secrets = kind == EndpointKind.Webhooks ? options.Secrets : options.PackageSecrets;
        StackOneWebhookReader? reader = null;
        if (kind == EndpointKind.Webhooks || secrets is { Count: > 0 })
        {
            try
            {
                TimeSpan? maxAge = kind == EndpointKind.Webhooks ? options.MaxAge : null;
                reader = new StackOneWebhookReader(new() { Secrets = secrets!, MaxAge = maxAge, TimeProvider = clock });
            }
            catch (ArgumentException exception)
            {
                string message = Sentence(exception);
                errors.Add(kind == EndpointKind.Webhooks
                    ? message
                    : message.Replace(nameof(options.Secrets), nameof(options.PackageSecrets), StringComparison.Ordinal));
            }
        }

        if (errors.Count > 0)
        {
            string prefix = name.Length == 0 ? string.Empty : $"Webhooks '{name}': ";
            throw new OptionsValidationException(name, typeof(StackOneWebhooksOptions), errors.Select(error => prefix + error));
        }

        bool checksKeys = kind == EndpointKind.Packages && options.PackageKeys is { Count: > 0 };
        return new(options, reader, checksKeys ? new BasicKeys(options.PackageKeys) : null);
    }

    /// <summary>The message without the name of the parameter, which is the reader's.</summary>
    private static string Sentence(ArgumentException exception)
    {
        int end = exception.Message.LastIndexOf(" (Parameter", StringComparison.Ordinal);
        return end < 0 ? exception.Message : exception.Message[..end];
    }
}
