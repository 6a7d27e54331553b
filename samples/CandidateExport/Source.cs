using Microsoft.Extensions.Configuration;
using StackOne.Ats.Client;
using StackOne.Ats.Client.Testing;

namespace CandidateExport;

/// <summary>Where the candidates are read: StackOne, or a sandbox if there are no settings.</summary>
internal sealed class Source : IAsyncDisposable
{
    private const string KeyName = "STACKONE_API_KEY";
    private const string IdName = "STACKONE_ACCOUNT_ID";

    private static readonly string[] SandboxAccounts = ["account-1", "account-2", "account-3", "account-4", "account-5"];

    private readonly StackOneSandbox? _sandbox;

    private Source(string apiKey, IReadOnlyList<string> accounts, string folder, StackOneSandbox? sandbox)
    {
        ApiKey = apiKey;
        Accounts = accounts;
        Folder = folder;
        _sandbox = sandbox;
    }

    internal string ApiKey { get; }

    internal IReadOnlyList<string> Accounts { get; }

    internal string Folder { get; }

    internal Uri Address => _sandbox?.BaseAddress ?? new StackOneAtsClientOptions().BaseAddress;

    public override string ToString() => $"{(_sandbox is null ? "StackOne" : "Sandbox")} at {Address.OriginalString}";

    internal static Source Open(IConfiguration configuration, Arguments arguments)
    {
        string? account = configuration[IdName] is { Length: > 0 } id ? id : null;
        if (configuration[KeyName] is { Length: > 0 } key)
        {
            IReadOnlyList<string> accounts = arguments.Accounts.Count > 0 ? arguments.Accounts
                : account is not null ? [account]
                : throw new UsageException($"{KeyName} is set, but there is no account: set {IdName}, or use --accounts.");
            return new Source(key, accounts, arguments.Output ?? "candidates", sandbox: null);
        }

        if (account is not null)
        {
            throw new UsageException($"{IdName} is set, but {KeyName} is not: set both to call StackOne, or neither.");
        }

        StackOneSandbox sandbox = StackOneSandbox.Start();
        return new Source(
            sandbox.ApiKey,
            arguments.Accounts.Count > 0 ? arguments.Accounts : SandboxAccounts,
            arguments.Output ?? Directory.CreateTempSubdirectory("candidates-").FullName,
            sandbox);
    }

    public ValueTask DisposeAsync() => _sandbox?.DisposeAsync() ?? ValueTask.CompletedTask;
}
