using Microsoft.Extensions.Options;

namespace StackOne.Ats.Client.DependencyInjection;

/// <summary>Holds the options of one client to <see cref="OptionsRules"/>.</summary>
internal sealed class OptionsValidator(string name) : IValidateOptions<StackOneAtsClientOptions>
{
    public ValidateOptionsResult Validate(string? validated, StackOneAtsClientOptions options)
    {
        if (validated != name)
        {
            return ValidateOptionsResult.Skip;
        }

        List<string> faults = OptionsRules.Check(options);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
