namespace StackOne.Ats.Client.AspNetCore.Settings;

/// <summary>Validates <see cref="StackOneWebhooksOptions"/>. A message names the option and the rule, never the value.</summary>
internal static class OptionsRules
{
    private const int MaxRequestBytes = 1024 * 1024 * 1024;
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromDays(1);

    internal static List<string> Check(StackOneWebhooksOptions options, EndpointKind kind)
    {
        var errors = new List<string>(options.ConfigurationErrors);
        Require(
            options.MaxRequestBytes is >= 1 and <= MaxRequestBytes,
            FormattableString.Invariant($"{nameof(options.MaxRequestBytes)} must be from 1 to {MaxRequestBytes}."));
        Require(IsTimeout(options.ReceiveTimeout), $"{nameof(options.ReceiveTimeout)} must be greater than zero and at most a day.");
        Require(IsTimeout(options.HandlerTimeout), $"{nameof(options.HandlerTimeout)} must be greater than zero and at most a day.");
        for (int index = 0; index < (options.PackageKeys?.Count ?? 0); index++)
        {
            string? key = options.PackageKeys![index];
            Require(
                !string.IsNullOrEmpty(key) && !key.Any(char.IsControl),
                FormattableString.Invariant($"{nameof(options.PackageKeys)}[{index}] must not be empty or contain control characters."));
        }

        if (kind == EndpointKind.Packages)
        {
            Require(
                options.PackageSecrets is { Count: > 0 } || options.PackageKeys is { Count: > 0 } || options.IsAnonymousAllowedForPackages,
                $"{nameof(options.PackageSecrets)} or {nameof(options.PackageKeys)} must be set. To answer anyone, call "
                + $"{nameof(options.AllowAnonymousPackages)} in code.");
        }

        return errors;

        void Require(bool isMet, string error)
        {
            if (!isMet)
            {
                errors.Add(error);
            }
        }
    }

    private static bool IsTimeout(TimeSpan value) => value > TimeSpan.Zero && value <= MaxTimeout;
}
