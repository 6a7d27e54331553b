using System.Net;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client;

/// <summary>
/// Validates <see cref="StackOneAtsClientOptions"/> for the constructor and for dependency injection. An error message names the option and
/// the rule, never the value, which may be a secret.
/// </summary>
internal static class OptionsRules
{
    private const int MaxBytes = 1024 * 1024 * 1024;
    private static readonly TimeSpan MaxTime = TimeSpan.FromHours(24);

    internal const string TimeRule = "must be greater than zero and at most 24 hours";

    internal static bool IsTime(TimeSpan value) => value > TimeSpan.Zero && value <= MaxTime;

    internal static List<string> Check(StackOneAtsClientOptions options)
    {
        var errors = new List<string>();

        void Require(bool isValid, string option, string rule)
        {
            if (!isValid)
            {
                errors.Add($"{option} {rule}.");
            }
        }

        void RequireTime(TimeSpan value, string option) =>
            Require(IsTime(value), option, TimeRule);

        // A secret that is not set often arrives as an empty text, for example from a compose file.
        bool hasKey = !string.IsNullOrEmpty(options.ApiKey);
        Require(
            hasKey || options.ApiKeyProvider is not null,
            nameof(options.ApiKey),
            $"is required: set it or {nameof(options.ApiKeyProvider)}");
        Require(
            !hasKey || options.ApiKeyProvider is null,
            nameof(options.ApiKeyProvider),
            $"and {nameof(options.ApiKey)} are both set: set only one of them");
        Require(!hasKey || HeaderValue.IsKey(options.ApiKey!), nameof(options.ApiKey), HeaderValue.KeyRule);
        Require(
            string.IsNullOrEmpty(options.AccountId) || HeaderValue.IsAccount(options.AccountId),
            nameof(options.AccountId),
            HeaderValue.AccountRule);

        CheckBaseAddress(options.BaseAddress, Require);

        RequireTime(options.AttemptTimeout, nameof(options.AttemptTimeout));
        RequireTime(options.IdleTimeout, nameof(options.IdleTimeout));
        RequireTime(options.TotalTimeout, nameof(options.TotalTimeout));
        Require(options.MaxResponseBytes is > 0 and <= MaxBytes, nameof(options.MaxResponseBytes), "must be between 1 byte and 1 GiB");
        Require(options.MaxErrorBytes is > 0 and <= MaxBytes, nameof(options.MaxErrorBytes), "must be between 1 byte and 1 GiB");

        if (options.Retry is not { } retry)
        {
            errors.Add("Retry must not be null.");
            return errors;
        }

        Require(retry.MaxRetries is >= 0 and <= 100, "Retry.MaxRetries", "must be between 0 and 100");
        Require(retry.BaseDelay >= TimeSpan.Zero && retry.BaseDelay <= MaxTime, "Retry.BaseDelay", "must be between zero and 24 hours");
        Require(
            retry.MaxDelay >= retry.BaseDelay && retry.MaxDelay <= MaxTime,
            "Retry.MaxDelay",
            "must be at least Retry.BaseDelay and at most 24 hours");
        Require(
            retry.MaxRetryAfter >= TimeSpan.Zero && retry.MaxRetryAfter <= MaxTime,
            "Retry.MaxRetryAfter",
            "must be between zero and 24 hours");
        return errors;
    }

    private static void CheckBaseAddress(Uri? address, Action<bool, string, string> require)
    {
        const string Option = nameof(StackOneAtsClientOptions.BaseAddress);
        if (address is not { IsAbsoluteUri: true })
        {
            require(false, Option, "must be an absolute URI");
            return;
        }

        require(
            address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && IsLoopback(address)),
            Option,
            "must use https; http is allowed for loopback addresses only");
        require(address.UserInfo.Length == 0, Option, "must not contain user info: set the key in ApiKey");
        require(address.Query.Length == 0 && address.Fragment.Length == 0, Option, "must not contain a query or a fragment");
    }

    /// <summary>Uri.IsLoopback also accepts the machine's own name, which DNS may resolve to another host.</summary>
    private static bool IsLoopback(Uri address) =>
        address.Host == "localhost" || (IPAddress.TryParse(address.DnsSafeHost, out IPAddress? ip) && IPAddress.IsLoopback(ip));
}
