using Microsoft.Extensions.Configuration;

namespace AssessmentVendor;

/// <summary>The API key and the linked account of the customer who ordered, read from environment variables.</summary>
internal sealed record Account(string ApiKey, string Id)
{
    private const string KeyName = "STACKONE_API_KEY";
    private const string IdName = "STACKONE_ACCOUNT_ID";

    /// <summary>Returns the account, or null to use the sandbox.</summary>
    internal static Account? Find(IConfiguration configuration, Arguments arguments)
    {
        bool hasKey = configuration[KeyName] is { Length: > 0 };
        bool hasId = configuration[IdName] is { Length: > 0 };
        if (hasKey != hasId)
        {
            (string set, string missing) = hasKey ? (KeyName, IdName) : (IdName, KeyName);
            throw new UsageException($"{set} is set, but {missing} is not: set both to call StackOne, or neither.");
        }

        if (hasKey && arguments.Fault is not null)
        {
            throw new UsageException($"--fault requires the sandbox: unset {KeyName} and {IdName} to use it.");
        }

        if (hasKey && arguments.Order is null)
        {
            throw new UsageException("StackOne requires the ids of the order: --order, --application, --candidate and --job.");
        }

        if (!hasKey && arguments.Order is not null)
        {
            throw new UsageException($"The sandbox places an order of its own: set {KeyName} and {IdName} to process yours.");
        }

        return hasKey ? new Account(configuration[KeyName]!, configuration[IdName]!) : null;
    }
}
