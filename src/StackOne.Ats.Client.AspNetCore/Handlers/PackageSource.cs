using Microsoft.Extensions.DependencyInjection;

namespace StackOne.Ats.Client.AspNetCore.Handlers;

/// <summary>Gets the packages for a request, from a delegate or a service of the application.</summary>
internal delegate Task<List<TPackage>> PackageSource<TPackage>(IServiceProvider services, PackageListRequest request, CancellationToken cancellationToken);

/// <summary>Makes a <see cref="PackageSource{TPackage}"/> of what an application passes.</summary>
internal static class PackageSources
{
    internal static PackageSource<TPackage> Registered<TPackage>()
        where TPackage : class =>
        (services, request, cancellationToken) =>
            CollectAsync(services.GetRequiredService<IStackOnePackageProvider<TPackage>>().GetPackagesAsync(request, cancellationToken), cancellationToken);

    /// <summary>Collects the packages of a result that is known at run time only.</summary>
    internal static async Task<List<TPackage>> CollectAsync<TPackage>(object? result, CancellationToken cancellationToken) => result switch
    {
        IAsyncEnumerable<TPackage> packages => await CollectAsync(packages, cancellationToken).ConfigureAwait(false),
        IEnumerable<TPackage> packages => Collect(packages),
        _ => throw new InvalidOperationException("The handler of packages returned null."),
    };

    internal static List<TPackage> Collect<TPackage>(IEnumerable<TPackage>? packages) =>
        [.. packages ?? throw new InvalidOperationException("The handler of packages returned null.")];

    internal static async Task<List<TPackage>> CollectAsync<TPackage>(IAsyncEnumerable<TPackage> packages, CancellationToken cancellationToken)
    {
        var collected = new List<TPackage>();
        await foreach (TPackage package in packages.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            collected.Add(package);
        }

        return collected;
    }
}
