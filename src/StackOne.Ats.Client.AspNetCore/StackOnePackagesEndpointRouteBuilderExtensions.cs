using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using StackOne.Ats.Client.AspNetCore;
using StackOne.Ats.Client.AspNetCore.Endpoints;
using StackOne.Ats.Client.AspNetCore.Handlers;
using StackOne.Ats.Client.AspNetCore.Settings;
using StackOne.Ats.Client.Models;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Extension methods that map the endpoints from which StackOne gets the packages that recruiters can order.</summary>
/// <remarks>
/// An endpoint takes POST only. It answers 200 with the list, 500 if the handler throws, 401 without a valid signature or key, 400 for what is not a
/// JSON object, 408 for a body that is too slow, 413 for one that is too large and 415 for another content type. The answers but the first have no
/// body.
/// </remarks>
public static partial class StackOnePackagesEndpointRouteBuilderExtensions
{
    private const string NotAotSafe =
        "The handler's parameters are read by reflection. With trimming or NativeAOT, use an overload with a typed Func, or register an "
        + "IStackOnePackageProvider.";

    /// <summary>Maps an endpoint for the packages of assessments, from the registered <see cref="IStackOnePackageProvider{TPackage}"/>.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The route, such as <c>/stackone/packages</c>.</param>
    /// <param name="optionsName">The name of the options; null for those without a name.</param>
    /// <returns>A builder for conventions, such as <c>RequireHost</c> or <c>RequireRateLimiting</c>.</returns>
    /// <exception cref="InvalidOperationException">A service that the endpoint needs is not registered.</exception>
    /// <exception cref="OptionsValidationException">An option is missing or out of range.</exception>
    public static IEndpointConventionBuilder MapStackOneAssessmentPackages(
        this IEndpointRouteBuilder endpoints,
        string pattern,
        string? optionsName = null) =>
        Map(
            endpoints,
            pattern,
            typeof(IStackOnePackageProvider<AssessmentPackage>),
            PackageSources.Registered<AssessmentPackage>(),
            PackagesJsonContext.Default.AssessmentPackages,
            optionsName);

    /// <summary>Maps an endpoint for the packages of assessments, from a service of the request's scope. Safe with trimming and NativeAOT.</summary>
    /// <typeparam name="TService">The type of the service.</typeparam>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The route, such as <c>/stackone/packages</c>.</param>
    /// <param name="handler">Returns the packages for a request. They are collected before the first byte is sent.</param>
    /// <param name="optionsName">The name of the options; null for those without a name.</param>
    /// <returns>A builder for conventions, such as <c>RequireHost</c> or <c>RequireRateLimiting</c>.</returns>
    /// <exception cref="InvalidOperationException">A service that the endpoint needs is not registered.</exception>
    /// <exception cref="OptionsValidationException">An option is missing or out of range.</exception>
    /// <example>
    /// <code>
    /// app.MapStackOneAssessmentPackages("/stackone/packages", (PackageListRequest request, Catalogue catalogue) =>
    /// catalogue.For(request.AccountId));
    /// </code>
    /// </example>
    public static IEndpointConventionBuilder MapStackOneAssessmentPackages<TService>(
        this IEndpointRouteBuilder endpoints,
        string pattern,
        Func<PackageListRequest, TService, IEnumerable<AssessmentPackage>> handler,
        string? optionsName = null)
        where TService : notnull
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Map(endpoints, pattern, typeof(TService), PackageSources.Of(handler), PackagesJsonContext.Default.AssessmentPackages, optionsName);
    }

    /// <summary>
    /// Maps an endpoint for the packages of assessments, from a service of the request's scope, asynchronously. Safe with trimming and NativeAOT.
    /// </summary>
    /// <typeparam name="TService">The type of the service.</typeparam>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The route, such as <c>/stackone/packages</c>.</param>
    /// <param name="handler">Returns the packages for a request. They are collected before the first byte is sent.</param>
    /// <param name="optionsName">The name of the options; null for those without a name.</param>
    /// <returns>A builder for conventions, such as <c>RequireHost</c> or <c>RequireRateLimiting</c>.</returns>
    /// <exception cref="InvalidOperationException">A service that the endpoint needs is not registered.</exception>
    /// <exception cref="OptionsValidationException">An option is missing or out of range.</exception>
    public static IEndpointConventionBuilder MapStackOneAssessmentPackages<TService>(
        this IEndpointRouteBuilder endpoints,
        string pattern,
        Func<PackageListRequest, TService, CancellationToken, Task<IEnumerable<AssessmentPackage>>> handler,
        string? optionsName = null)
        where TService : notnull
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Map(endpoints, pattern, typeof(TService), PackageSources.Of(handler), PackagesJsonContext.Default.AssessmentPackages, optionsName);
    }

    /// <summary>
    /// Maps an endpoint for the packages of assessments, from a service of the request's scope, as an asynchronous stream. Safe with trimming and
    /// NativeAOT.
    /// </summary>
    /// <typeparam name="TService">The type of the service.</typeparam>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The route, such as <c>/stackone/packages</c>.</param>
    /// <param name="handler">Returns the packages for a request. They are collected before the first byte is sent.</param>
    /// <param name="optionsName">The name of the options; null for those without a name.</param>
    /// <returns>A builder for conventions, such as <c>RequireHost</c> or <c>RequireRateLimiting</c>.</returns>
    /// <exception cref="InvalidOperationException">A service that the endpoint needs is not registered.</exception>
    /// <exception cref="OptionsValidationException">An option is missing or out of range.</exception>
    public static IEndpointConventionBuilder MapStackOneAssessmentPackages<TService>(
        this IEndpointRouteBuilder endpoints,
        string pattern,
        Func<PackageListRequest, TService, CancellationToken, IAsyncEnumerable<AssessmentPackage>> handler,
        string? optionsName = null)
        where TService : notnull
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Map(endpoints, pattern, typeof(TService), PackageSources.Of(handler), PackagesJsonContext.Default.AssessmentPackages, optionsName);
    }

    /// <summary>Maps an endpoint for the packages of assessments, with any number of services. Not safe with trimming and NativeAOT.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The route, such as <c>/stackone/packages</c>.</param>
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
    public static IEndpointConventionBuilder MapStackOneAssessmentPackages(
        this IEndpointRouteBuilder endpoints,
        string pattern,
        Delegate handler,
        string? optionsName = null) =>
        Map(
            endpoints,
            pattern,
            service: null,
            PackageSources.Bound<AssessmentPackage>(handler, endpoints),
            PackagesJsonContext.Default.AssessmentPackages,
            optionsName);

    private static IEndpointConventionBuilder Map<TPackage>(
        IEndpointRouteBuilder endpoints,
        string pattern,
        Type? service,
        PackageSource<TPackage> source,
        JsonTypeInfo<PackageList<TPackage>> json,
        string? optionsName)
        where TPackage : class
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        if (service is not null)
        {
            RegisteredServices.Require(endpoints.ServiceProvider, service);
        }

        EndpointServices services = EndpointServices.Create(endpoints.ServiceProvider, pattern, optionsName, EndpointKind.Packages);
        var endpoint = new PackagesEndpoint<TPackage>(source, json, services);
        return endpoints.MapStackOne(pattern, endpoint, "packages", "Lists packages for StackOne.");
    }
}
