using Microsoft.Extensions.Options;

namespace StackOne.Ats.Client.DependencyInjection;

/// <summary>Validates the options of one client against <see cref="OptionsRules"/>.</summary>
internal sealed class OptionsValidator(string name) : IValidateOptions<StackOneAtsClientOptions>
{
    internal string Name => name;

    public ValidateOptionsResult Validate(string? validated, StackOneAtsClientOptions options)
    {
        if (validated != name)
        {
            return ValidateOptionsResult.Skip;
        }

        List<string> errors = OptionsRules.Check(options);
        string client = name.Length == 0 ? string.Empty : $"Client '{name}': ";
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors.Select(error => client + error));
    }
}
