using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace StackOne.Ats.Client.DependencyInjection;

/// <summary>Reads the options from configuration.</summary>
/// <remarks>
/// Written by hand because the framework's binder includes an invalid value in its exception message, and its source generator does not
/// support <see cref="StackOneAtsClientOptions.ApiKeyProvider"/>, a delegate.
/// </remarks>
internal static class ConfigurationReader
{
    /// <exception cref="OptionsValidationException">A value cannot be converted to the type of its option. The message names the keys.</exception>
    internal static void Read(IConfiguration configuration, StackOneAtsClientOptions options, string name)
    {
        var section = new Section(configuration, []);
        section.Text(nameof(options.ApiKey), value => options.ApiKey = value);
        section.Text(nameof(options.AccountId), value => options.AccountId = value);
        section.Address(nameof(options.BaseAddress), value => options.BaseAddress = value);
        section.Flag(nameof(options.Heartbeat), value => options.Heartbeat = value);
        section.Time(nameof(options.AttemptTimeout), value => options.AttemptTimeout = value);
        section.Time(nameof(options.IdleTimeout), value => options.IdleTimeout = value);
        section.Time(nameof(options.TotalTimeout), value => options.TotalTimeout = value);
        section.Number(nameof(options.MaxResponseBytes), value => options.MaxResponseBytes = value);
        section.Number(nameof(options.MaxErrorBytes), value => options.MaxErrorBytes = value);
        section.Flag(nameof(options.ServerMessageInExceptions), value => options.ServerMessageInExceptions = value);
        section.Flag(nameof(options.RateLimiterFailsOpen), value => options.RateLimiterFailsOpen = value);

        // A delegate of the application may have set it to null, which the validation reports.
        if (options.Retry is { } retry)
        {
            section.Number($"Retry:{nameof(retry.MaxRetries)}", value => retry.MaxRetries = value);
            section.Time($"Retry:{nameof(retry.BaseDelay)}", value => retry.BaseDelay = value);
            section.Time($"Retry:{nameof(retry.MaxDelay)}", value => retry.MaxDelay = value);
            section.Time($"Retry:{nameof(retry.MaxRetryAfter)}", value => retry.MaxRetryAfter = value);
            section.Flag($"Retry:{nameof(retry.CoolDown)}", value => retry.CoolDown = value);
            section.Flag($"Retry:{nameof(retry.RetryTimedOutWrites)}", value => retry.RetryTimedOutWrites = value);
        }

        if (section.Errors.Count > 0)
        {
            throw new OptionsValidationException(name, typeof(StackOneAtsClientOptions), section.Errors);
        }
    }

    private delegate bool Parser<T>(string text, out T value);

    private sealed record Section(IConfiguration Configuration, List<string> Errors)
    {
        internal void Text(string key, Action<string> set)
        {
            if (Value(key) is { } text)
            {
                set(text);
            }
        }

        internal void Flag(string key, Action<bool> set) => Set(key, "true or false", bool.TryParse, set);

        internal void Number(string key, Action<int> set) => Set(
            key,
            "an integer",
            static (string text, out int value) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value),
            set);

        internal void Time(string key, Action<TimeSpan> set) => Set(
            key,
            "a time span (hh:mm:ss or d.hh:mm:ss)",
            ParseTime,
            set);

        internal void Address(string key, Action<Uri> set) => Set(
            key,
            "an absolute URI",
            static (string text, out Uri value) => Uri.TryCreate(text, UriKind.Absolute, out value!),
            set);

        /// <summary>Rejects a bare number: TimeSpan parses it as days, but it was most likely meant as seconds.</summary>
        private static bool ParseTime(string text, out TimeSpan value)
        {
            value = default;
            return text.Contains(':', StringComparison.Ordinal)
                && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out value);
        }

        /// <summary>An empty value counts as absent: a variable that is not set arrives as one, for example from a compose file.</summary>
        private string? Value(string key) => Configuration[key] is { Length: > 0 } text ? text : null;

        private void Set<T>(string key, string kind, Parser<T> parse, Action<T> set)
        {
            if (Value(key) is not { } text)
            {
                return;
            }

            if (parse(text, out T value))
            {
                set(value);
            }
            else
            {
                string path = Configuration is IConfigurationSection section ? $"{section.Path}:{key}" : key;
                Errors.Add($"{path} must be {kind}.");
            }
        }
    }
}
