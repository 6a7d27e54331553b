using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace StackOne.Ats.Client.AspNetCore.Settings;

/// <summary>Reads the options from configuration.</summary>
/// <remarks>
/// Written by hand because the framework's binder includes an invalid value in its exception message. It does not throw: an exception would leave a
/// change
/// of the configuration on the thread that noticed it. The errors are part of what <see cref="OptionsRules"/> reports.
/// </remarks>
internal static class ConfigurationReader
{
    internal static void Read(IConfiguration configuration, StackOneWebhooksOptions options)
    {
        var errors = new List<string>(options.ConfigurationErrors);
        options.Secrets = List(configuration, nameof(options.Secrets), errors) ?? options.Secrets;
        options.PackageSecrets = List(configuration, nameof(options.PackageSecrets), errors) ?? options.PackageSecrets;
        options.PackageKeys = List(configuration, nameof(options.PackageKeys), errors) ?? options.PackageKeys;
        Set(nameof(options.MaxAge), Time, value => options.MaxAge = value);
        Set(nameof(options.ReceiveTimeout), Time, value => options.ReceiveTimeout = value);
        Set(nameof(options.HandlerTimeout), Time, value => options.HandlerTimeout = value);
        Set(nameof(options.MaxRequestBytes), Number, value => options.MaxRequestBytes = value);
        options.ConfigurationErrors = errors;

        void Set<T>(string key, Func<string, T?> parse, Action<T> set)
            where T : struct
        {
            // An empty value counts as absent: a variable that is not set arrives as one, for example from a compose file.
            if (configuration[key] is not { Length: > 0 } text)
            {
                return;
            }

            if (parse(text) is { } value)
            {
                set(value);
            }
            else
            {
                string path = configuration is IConfigurationSection section ? $"{section.Path}:{key}" : key;
                errors.Add($"{path} must be {(typeof(T) == typeof(int) ? "an integer" : "a time span (hh:mm:ss or d.hh:mm:ss)")}.");
            }
        }
    }

    /// <summary>The values of a list, or one value for a list of one; null if there are none.</summary>
    /// <remarks>
    /// An item that is empty is an error: it is most likely a variable that should have a secret, and without its secret something would not be
    /// checked.
    /// </remarks>
    private static List<string>? List(IConfiguration configuration, string key, List<string> errors)
    {
        IConfigurationSection section = configuration.GetSection(key);
        errors.AddRange(section.GetChildren().Where(item => item.Value is "").Select(item => $"{item.Path} must not be empty."));
        List<string> values = [.. section.GetChildren().Append(section).Select(item => item.Value).OfType<string>().Where(value => value.Length > 0)];
        return values.Count > 0 ? values : null;
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value : null;

    /// <summary>Rejects a bare number: TimeSpan parses it as days, but it was most likely meant as seconds.</summary>
    private static TimeSpan? Time(string text) =>
        text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out TimeSpan value)
            ? value
            : null;
}
