using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace StackOne.Ats.Client.AspNetCore.Handlers;

/// <summary>Gets the packages for a request, from a delegate or a service of the application.</summary>
internal delegate Task<List<TPackage>> PackageSource<TPackage>(
    IServiceProvider services,
    PackageListRequest request,
    CancellationToken cancellationToken);

/// <summary>Makes a <see cref="PackageSource{TPackage}"/> of what an application passes.</summary>
internal static class PackageSources
{
    internal static PackageSource<TPackage> Registered<TPackage>()
        where TPackage : class =>
        (services, request, cancellationToken) =>
        {
            var provider = services.GetRequiredService<IStackOnePackageProvider<TPackage>>();
            return CollectAsync(provider.GetPackagesAsync(request, cancellationToken), cancellationToken);
        };

    internal static PackageSource<TPackage> Of<TService, TPackage>(Func<PackageListRequest, TService, IEnumerable<TPackage>> handler)
        where TService : notnull =>
        (services, request, _) => Task.FromResult(Collect(handler(request, services.GetRequiredService<TService>())));

    internal static PackageSource<TPackage> Of<TService, TPackage>(
        Func<PackageListRequest, TService, CancellationToken, Task<IEnumerable<TPackage>>> handler)
        where TService : notnull =>
        async (services, request, cancellationToken) => Collect(
            await handler(request, services.GetRequiredService<TService>(), cancellationToken).ConfigureAwait(false));

    internal static PackageSource<TPackage> Of<TService, TPackage>(
        Func<PackageListRequest, TService, CancellationToken, IAsyncEnumerable<TPackage>> handler)
        where TService : notnull =>
        (services, request, cancellationToken) =>
            CollectAsync(handler(request, services.GetRequiredService<TService>(), cancellationToken), cancellationToken);

    /// <exception cref="ArgumentException">The handler has no parameter for the request or several of them, or does not return packages.</exception>
    [RequiresUnreferencedCode("Reads the parameters of a delegate.")]
    [RequiresDynamicCode("Reads the parameters of a delegate.")]
    internal static PackageSource<TPackage> Bound<TPackage>(Delegate handler, IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(handler);
        var bound = new BoundDelegate(handler, typeof(PackageListRequest), endpoints.ServiceProvider);
        if (!bound.Result.IsAssignableTo(typeof(IEnumerable<TPackage>)) && !bound.Result.IsAssignableTo(typeof(IAsyncEnumerable<TPackage>)))
        {
            throw new ArgumentException(
                $"The handler must return packages of the type {typeof(TPackage).Name}, and returns {bound.Result}.",
                nameof(handler));
        }

        return async (services, request, cancellationToken) => await CollectAsync<TPackage>(
            await bound.InvokeAsync(services, request, cancellationToken).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Collects the packages of a result that is known at run time only.</summary>
    private static async Task<List<TPackage>> CollectAsync<TPackage>(object? result, CancellationToken cancellationToken) => result switch
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
