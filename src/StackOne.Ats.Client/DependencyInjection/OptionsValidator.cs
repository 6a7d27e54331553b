using Microsoft.Extensions.Options;

namespace StackOne.Ats.Client.DependencyInjection;

/// <summary>Holds the options of one client to <see cref="OptionsRules"/>.</summary>
internal sealed class OptionsValidator(string name) : IValidateOptions<StackOneAtsClientOptions>
{
    internal string Name => name;

    public ValidateOptionsResult Validate(string? validated, StackOneAtsClientOptions options)
    {
        if (validated != name)
        {
            return ValidateOptionsResult.Skip;
        }

        List<string> faults = OptionsRules.Check(options);
        string client = name.Length == 0 ? string.Empty : $"Client '{name}': ";
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults.Select(fault => client + fault));
    }
}
