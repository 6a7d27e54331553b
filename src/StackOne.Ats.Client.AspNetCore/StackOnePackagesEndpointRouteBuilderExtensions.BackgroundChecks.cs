using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using StackOne.Ats.Client.AspNetCore;
using StackOne.Ats.Client.AspNetCore.Endpoints;
using StackOne.Ats.Client.AspNetCore.Handlers;
using StackOne.Ats.Client.Models;

namespace Microsoft.AspNetCore.Builder;

public static partial class StackOnePackagesEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps an endpoint for the packages of background checks, from the registered <see cref="IStackOnePackageProvider{TPackage}"/>.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The route, such as <c>/stackone/background-check-packages</c>.</param>
    /// <param name="optionsName">The name of the options; null for those without a name.</param>
    /// <returns>A builder for conventions, such as <c>RequireHost</c> or <c>RequireRateLimiting</c>.</returns>
    /// <exception cref="InvalidOperationException">A service that the endpoint needs is not registered.</exception>
    /// <exception cref="OptionsValidationException">An option is missing or out of range.</exception>
    public static IEndpointConventionBuilder MapStackOneBackgroundCheckPackages(
        this IEndpointRouteBuilder endpoints,
        string pattern,
        string? optionsName = null) =>
        Map(
            endpoints,
            pattern,
            typeof(IStackOnePackageProvider<BackgroundCheckPackage>),
            PackageSources.Registered<BackgroundCheckPackage>(),
            PackagesJsonContext.Default.BackgroundCheckPackages,
            optionsName);

    /// <summary>
    /// Maps an endpoint for the packages of background checks, from a service of the request's scope. Safe with trimming and NativeAOT.
    /// </summary>
    /// <typeparam name="TService">The type of the service.</typeparam>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The route, such as <c>/stackone/background-check-packages</c>.</param>
    /// <param name="handler">Returns the packages for a request. They are collected before the first byte is sent.</param>
    /// <param name="optionsName">The name of the options; null for those without a name.</param>
    /// <returns>A builder for conventions, such as <c>RequireHost</c> or <c>RequireRateLimiting</c>.</returns>
    /// <exception cref="InvalidOperationException">A service that the endpoint needs is not registered.</exception>
    /// <exception cref="OptionsValidationException">An option is missing or out of range.</exception>
    /// <example>
    /// <code>
    /// app.MapStackOneBackgroundCheckPackages(
    ///     "/stackone/background-check-packages",
    ///     (PackageListRequest request, Catalogue catalogue) => catalogue.For(request.AccountId));
    /// </code>
    /// </example>
    public static IEndpointConventionBuilder MapStackOneBackgroundCheckPackages<TService>(
        this IEndpointRouteBuilder endpoints,
        string pattern,
        Func<PackageListRequest, TService, IEnumerable<BackgroundCheckPackage>> handler,
        string? optionsName = null)
        where TService : notnull
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Map(
            endpoints, pattern, typeof(TService), PackageSources.Of(handler), PackagesJsonContext.Default.BackgroundCheckPackages, optionsName);
    }

    /// <summary>
    /// Maps an endpoint for the packages of background checks, from a service of the request's scope, asynchronously. Safe with trimming and
    /// NativeAOT.
    /// </summary>
    /// <typeparam name="TService">The type of the service.</typeparam>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The route, such as <c>/stackone/background-check-packages</c>.</param>
    /// <param name="handler">Returns the packages for a request. They are collected before the first byte is sent.</param>
    /// <param name="optionsName">The name of the options; null for those without a name.</param>
    /// <returns>A builder for conventions, such as <c>RequireHost</c> or <c>RequireRateLimiting</c>.</returns>
    /// <exception cref="InvalidOperationException">A service that the endpoint needs is not registered.</exception>
    /// <exception cref="OptionsValidationException">An option is missing or out of range.</exception>
    public static IEndpointConventionBuilder MapStackOneBackgroundCheckPackages<TService>(
        this IEndpointRouteBuilder endpoints,
        string pattern,
        Func<PackageListRequest, TService, CancellationToken, Task<IEnumerable<BackgroundCheckPackage>>> handler,
        string? optionsName = null)
        where TService : notnull
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Map(
            endpoints, pattern, typeof(TService), PackageSources.Of(handler), PackagesJsonContext.Default.BackgroundCheckPackages, optionsName);
    }

    /// <summary>
    /// Maps an endpoint for the packages of background checks, from a service of the request's scope, as an asynchronous stream. Safe with trimming
    /// and NativeAOT.
    /// </summary>
    /// <typeparam name="TService">The type of the service.</typeparam>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The route, such as <c>/stackone/background-check-packages</c>.</param>
    /// <param name="handler">Returns the packages for a request. They are collected before the first byte is sent.</param>
    /// <param name="optionsName">The name of the options; null for those without a name.</param>
    /// <returns>A builder for conventions, such as <c>RequireHost</c> or <c>RequireRateLimiting</c>.</returns>
    /// <exception cref="InvalidOperationException">A service that the endpoint needs is not registered.</exception>
    /// <exception cref="OptionsValidationException">An option is missing or out of range.</exception>
    public static IEndpointConventionBuilder MapStackOneBackgroundCheckPackages<TService>(
        this IEndpointRouteBuilder endpoints,
        string pattern,
        Func<PackageListRequest, TService, CancellationToken, IAsyncEnumerable<BackgroundCheckPackage>> handler,
        string? optionsName = null)
        where TService : notnull
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Map(
            endpoints, pattern, typeof(TService), PackageSources.Of(handler), PackagesJsonContext.Default.BackgroundCheckPackages, optionsName);
    }

    /// <summary>Maps an endpoint for the packages of background checks, with any number of services. Not safe with trimming and NativeAOT.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The route, such as <c>/stackone/background-check-packages</c>.</param>
    /// <param name="handler">
    /// A method with one parameter of the type <see cref="PackageListRequest"/>. A <see cref="CancellationToken"/> and services of the request's
    /// scope are passed to its other parameters. It returns the packages as a list, a task with a list, or an asynchronous stream.
    /// </param>
    /// <param name="optionsName">The name of the options; null for those without a name.</param>
    /// <returns>A builder for conventions, such as <c>RequireHost</c> or <c>RequireRateLimiting</c>.</returns>
    /// <exception cref="InvalidOperationException">A service that the endpoint needs is not registered.</exception>
    /// <exception cref="OptionsValidationException">An option is missing or out of range.</exception>
    /// <exception cref="ArgumentException">
    /// The handler has no parameter for the request or several of them, or returns something else than packages.
    /// </exception>
    [RequiresUnreferencedCode(NotAotSafe)]
    [RequiresDynamicCode(NotAotSafe)]
    public static IEndpointConventionBuilder MapStackOneBackgroundCheckPackages(
        this IEndpointRouteBuilder endpoints,
        string pattern,
        Delegate handler,
        string? optionsName = null) =>
        Map(
            endpoints,
            pattern,
            service: null,
            PackageSources.Bound<BackgroundCheckPackage>(handler, endpoints),
            PackagesJsonContext.Default.BackgroundCheckPackages,
            optionsName);
}
