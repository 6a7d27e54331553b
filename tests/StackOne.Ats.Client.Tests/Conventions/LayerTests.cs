using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace StackOne.Ats.Client.Tests.Conventions;

/// <summary>A type may use those of its own layer and of the layers below it: a call goes down, and nothing below knows what is above.</summary>
public class LayerTests
{
    private const string Root = "StackOne.Ats.Client";

    /// <summary>The layers from the lowest to the highest, with their namespaces, and their types in the root namespace and other layers' namespaces.</summary>
    private static readonly (string Name, string[] Namespaces, Predicate<string> HasType)[] Layers =
    [
        ("Models and JSON", ["Models", "Serialization"], name => name is "StackOneErrorBody" or "StackOneErrorData" or "StackOneProviderError"),
        ("Options and exceptions", [], name =>
            name.EndsWith("Options", StringComparison.Ordinal)
            || (name.StartsWith("StackOne", StringComparison.Ordinal) && name.EndsWith("Exception", StringComparison.Ordinal))
            || name is "OptionsRules" or "StackOneTimeoutKind" or "StackOneConnectionFailure" or "StackOneWebhookFailure"
                or "StackOneResponseInfo" or "CallFacts" or "ErrorParts"),
        ("Webhooks", ["Webhooks"], name => name == "StackOneWebhookReader" || name.EndsWith("Event", StringComparison.Ordinal)),
        ("Resilience", ["Resilience"], _ => false),
        ("Rate limits", ["RateLimits"], _ => false),
        ("Errors", ["Errors"], _ => false),
        ("Diagnostics", ["Diagnostics"], _ => false),
        ("Documents", ["Documents"], name => name == "StackOneDownload"),
        ("Pipeline", ["Pipeline"], _ => false),
        ("Operations", ["Generated"], _ => false),
        ("Lists", ["Lists"], name => name.StartsWith("StackOnePage", StringComparison.Ordinal)),
        ("Clients", [], name => name.EndsWith("Client", StringComparison.Ordinal)),
        ("Dependency injection", ["DependencyInjection", "Microsoft.Extensions.DependencyInjection"], _ => false),
    ];

    private static readonly string[] Added = ["Refit", "System.", "Microsoft.CodeCoverage."];

    /// <summary>All types but those that the compiler, Refit's generator and the measurement of coverage add.</summary>
    private static readonly IType[] Types =
    [
        .. new ArchLoader().LoadAssemblies(typeof(StackOneAtsClient).Assembly).Build().Types
            .Where(type => !type.FullName.Contains('<', StringComparison.Ordinal)
                && !Added.Any(space => type.FullName.StartsWith(space, StringComparison.Ordinal))),
    ];

    [Fact]
    public void Type_OfTheLibrary_IsInOneLayer() =>
        Assert.Empty(Types.Where(type => LayerOf(type) < 0).Select(type => type.FullName));

    [Fact]
    public void Type_OfTheLibrary_UsesNoHigherLayer()
    {
        Assert.NotEmpty(Types.SelectMany(type => type.Dependencies));
        Assert.Empty(
            from type in Types
            from target in type.Dependencies.Select(dependency => dependency.Target).Distinct()
            where LayerOf(target) > LayerOf(type)
            select $"{type.FullName} ({Layers[LayerOf(type)].Name}) uses {target.FullName} ({Layers[LayerOf(target)].Name})");
    }

    /// <summary>-1 for a type of another library.</summary>
    private static int LayerOf(IType type)
    {
        string name = type.FullName.Split('+', '/', '`')[0];
        string simple = name[(name.LastIndexOf('.') + 1)..];
        string space = name[..Math.Max(0, name.Length - simple.Length - 1)];
        if (!name.StartsWith(Root + ".", StringComparison.Ordinal))
        {
            return Array.FindIndex(Layers, layer => layer.Namespaces.Contains(space));
        }

        int byName = Array.FindIndex(Layers, layer => layer.HasType(simple));
        string room = space.Length > Root.Length ? space[(Root.Length + 1)..] : string.Empty;
        return byName >= 0 && room is "" or "Errors" or "Models" ? byName : Array.FindIndex(Layers, layer => layer.Namespaces.Contains(room));
    }
}
