using System.Runtime.CompilerServices;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.AspNetCore.AotApp;

/// <summary>What the handlers have received, in order.</summary>
internal sealed class Received
{
    private readonly List<string> _all = [];

    internal IReadOnlyList<string> All => _all;

    internal Task Add(string what)
    {
        _all.Add(what);
        return Task.CompletedTask;
    }
}

internal sealed class OrderHandler(Received all) : IStackOneEventHandler<AssessmentOrderEvent>
{
    public Task HandleAsync(AssessmentOrderEvent received, CancellationToken cancellationToken) => all.Add($"order {received.Order?.Candidate?.Id}");
}

internal sealed class AnyHandler(Received all) : IStackOneEventHandler<StackOneEvent>
{
    public Task HandleAsync(StackOneEvent received, CancellationToken cancellationToken) => all.Add($"any {received.Name}");
}

internal sealed class CheckProvider : IStackOnePackageProvider<BackgroundCheckPackage>
{
    public async IAsyncEnumerable<BackgroundCheckPackage> GetPackagesAsync(
        PackageListRequest request,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        yield return new() { Id = "check" };
    }
}
