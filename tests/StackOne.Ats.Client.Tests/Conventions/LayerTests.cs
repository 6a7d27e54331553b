using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace StackOne.Ats.Client.Tests.Conventions;

public class LayerTests(ITestOutputHelper output)
{
    [Fact]
    public void Matrix()
    {
        Architecture architecture = new ArchLoader().LoadAssemblies(typeof(StackOneAtsClient).Assembly).Build();
        foreach (var g in architecture.Types.Where(t => t.Namespace.FullName.StartsWith("StackOne", StringComparison.Ordinal)).SelectMany(t => t.Dependencies.Select(d => (From: Room(t), To: Room(d.Target), Example: t.Name + " -> " + d.Target.Name))).Where(x => x.From != x.To && x.To != "").GroupBy(x => (x.From, x.To)).OrderBy(g => g.Key.From, StringComparer.Ordinal))
        {
            output.WriteLine($"{g.Key.From} -> {g.Key.To}: {string.Join(" | ", g.Select(x => x.Example).Distinct().Take(6))}");
        }
    }

    private static string Room(IType type)
    {
        string ns = type.Namespace.FullName;
        return !ns.StartsWith("StackOne.Ats.Client", StringComparison.Ordinal) ? "" : ns == "StackOne.Ats.Client" ? "root" : ns["StackOne.Ats.Client.".Length..];
    }
}
