using Microsoft.Extensions.Configuration;

namespace OrderAssessment;

/// <summary>A linked account at StackOne, from the environment.</summary>
internal sealed record Account(string ApiKey, string Id)
{
    private const string KeyName = "STACKONE_API_KEY";
    private const string IdName = "STACKONE_ACCOUNT_ID";

    /// <summary>The account, or null where there is none and the sandbox is to take its place.</summary>
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
            throw new UsageException($"--fault is the sandbox's: unset {KeyName} and {IdName} to use it.");
        }

        return hasKey ? new Account(configuration[KeyName]!, configuration[IdName]!) : null;
    }
}
