using StackOne.Ats.Generator.Model;

namespace StackOne.Ats.Generator.Emitting;

/// <summary>Finds the C# member that a name in a description refers to.</summary>
internal sealed class References
{
    private readonly Dictionary<string, string> _methods = [];
    private readonly Dictionary<string, EnumType> _enums = [];

    public References(Api api)
    {
        foreach (Operation operation in api.Operations)
        {
            string name = $"{operation.Group}.{operation.Method}";
            _methods.Add(name, $"{operation.Group}Client.{operation.Method}{Parameters(operation, api)}");
        }

        foreach (TypeDefinition type in api.Types)
        {
            if (type is EnumType values)
            {
                _enums.Add(type.Name, values);
            }
            else if (type is ModelType { UnifiedValue: { } value })
            {
                _enums.Add(type.Name, api.Types.OfType<EnumType>().First(one => one.Name == value.Name));
            }
        }
    }

    /// <param name="text">The name, such as <c>Candidates.GetAsync</c> or <c>in_progress</c>.</param>
    /// <param name="type">The type of the member that is described. Its values are known by the text in JSON.</param>
    /// <returns>The C# name for a cref; null if the text is something else.</returns>
    public string? Find(string text, TypeReference? type) =>
        _methods.GetValueOrDefault(text)
        ?? (_enums.GetValueOrDefault(type?.Item?.Name ?? type?.Name ?? "") is { } values
            && values.Values.FirstOrDefault(value => value.WireValue == text) is { } found
                ? $"{values.Name}.{found.Name}"
                : null);

    /// <summary>The types of the parameters of a method that has a hand-written overload, which takes a stream instead of bytes.</summary>
    private static string Parameters(Operation operation, Api api) =>
        api.Types.FirstOrDefault(type => type.Name == operation.Body?.Type.Name) is ModelType body
            && body.Members.Any(member => member.Type.Kind == TypeKind.Bytes)
            ? $"({string.Concat(operation.PathParameters.Select(parameter => $"{parameter.Type.Name},"))}{body.Name},CancellationToken)"
            : "";
}
