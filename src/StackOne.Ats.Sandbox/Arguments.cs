using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using StackOne.Ats.Client.Testing;

namespace StackOne.Ats.Sandbox;

/// <summary>The command line.</summary>
/// <param name="Port">The port to listen on; 0 for a free one.</param>
/// <param name="Address">The address to listen on.</param>
/// <param name="Key">The API key to accept.</param>
/// <param name="Webhooks">The addresses that events are sent to.</param>
/// <param name="Secret">The secret that events are signed with.</param>
/// <param name="Packages">The address that is asked for packages; null if there is none.</param>
/// <param name="PackageSecret">The secret that these requests are signed with; null for none.</param>
/// <param name="PackageKey">The key that these requests have; null for none.</param>
/// <param name="RequestsPerMinute">The number of requests in a minute.</param>
internal sealed record Arguments(
    int Port,
    IPAddress Address,
    string Key,
    IReadOnlyList<Uri> Webhooks,
    string? Secret,
    Uri? Packages,
    string? PackageSecret,
    string? PackageKey,
    int RequestsPerMinute)
{
    private static readonly Option<int> PortOption = new("--port")
    {
        Description = "The port to listen on; 0 for a free one.",
        DefaultValueFactory = _ => 5070,
    };

    private static readonly Option<IPAddress> AddressOption = new("--address")
    {
        Description = "The address to listen on. 0.0.0.0 lets other machines and containers in.",
        DefaultValueFactory = _ => IPAddress.Loopback,
        CustomParser = Parse<IPAddress>("an IP address", IPAddress.TryParse),
    };

    private static readonly Option<string> KeyOption = new("--key")
    {
        Description = "The API key to accept.",
        DefaultValueFactory = _ => "sandbox-key",
    };

    private static readonly Option<Uri[]> WebhookOption = new("--webhook")
    {
        Description = "An address of your service that receives events. May be repeated.",
        DefaultValueFactory = _ => [],
        CustomParser = result => [.. result.Tokens.Select(token => HttpAddress(result, token.Value))],
    };

    private static readonly Option<string?> SecretOption = new("--secret")
    {
        Description = "The signing secret of the webhooks.",
    };

    private static readonly Option<Uri?> PackagesOption = new("--packages")
    {
        Description = "The address of your service that lists its packages.",
        CustomParser = result => HttpAddress(result, result.Tokens[0].Value),
    };

    private static readonly Option<string?> PackageSecretOption = new("--package-secret")
    {
        Description = "The signing secret of requests for packages.",
    };

    private static readonly Option<string?> PackageKeyOption = new("--package-key")
    {
        Description = "The key that requests for packages have in the header Authorization: Basic.",
    };

    private static readonly Option<int> LimitOption = new("--requests-per-minute")
    {
        Description = "The number of requests that are answered in a minute.",
        DefaultValueFactory = _ => 1000,
    };

    private delegate bool Parser<T>(string text, out T? value);

    /// <summary>The command, which runs <paramref name="run"/>.</summary>
    internal static RootCommand Command(Func<Arguments, CancellationToken, Task<int>> run)
    {
        var command = new RootCommand(
            "A local StackOne: performs the operations of the Unified ATS API, sends webhooks, and asks for packages. "
            + "Its page shows what happens, and orders from the applicant tracking system.")
        {
            PortOption, AddressOption, KeyOption, WebhookOption, SecretOption, PackagesOption, PackageSecretOption, PackageKeyOption, LimitOption,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(WebhookOption) is { Implicit: false } && result.GetResult(SecretOption) is not { Implicit: false })
            {
                result.AddError("--webhook requires --secret: StackOne signs all events.");
            }

            if (result.GetResult(SecretOption) is { Implicit: false } && result.GetResult(WebhookOption) is not { Implicit: false })
            {
                result.AddError("--secret signs events and requires --webhook. Requests for packages are signed with --package-secret.");
            }
        });
        command.SetAction((parsed, cancellationToken) => run(Of(parsed), cancellationToken));
        return command;
    }

    /// <exception cref="ArgumentException">The secret cannot sign.</exception>
    internal void AddWebhooks(StackOneSandbox sandbox)
    {
        foreach (Uri webhook in Webhooks)
        {
            sandbox.Webhooks.Add(webhook, Secret!);
        }
    }

    private static Arguments Of(ParseResult parsed) => new(
        parsed.GetValue(PortOption),
        parsed.GetValue(AddressOption)!,
        parsed.GetValue(KeyOption)!,
        parsed.GetValue(WebhookOption)!,
        parsed.GetValue(SecretOption),
        parsed.GetValue(PackagesOption),
        parsed.GetValue(PackageSecretOption),
        parsed.GetValue(PackageKeyOption),
        parsed.GetValue(LimitOption));

    private static Func<ArgumentResult, T?> Parse<T>(string kind, Parser<T> parse) => result =>
    {
        if (parse(result.Tokens[0].Value, out T? value))
        {
            return value;
        }

        result.AddError($"'{result.Tokens[0].Value}' is not {kind}.");
        return default;
    };

    private static Uri HttpAddress(ArgumentResult result, string text)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https")
        {
            return address;
        }

        result.AddError($"'{text}' is not an http or https address.");
        return new Uri("http://invalid");
    }
}
