using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StackOne.Ats.Client.AspNetCore;
using StackOne.Ats.Client.AspNetCore.Endpoints;
using StackOne.Ats.Client.AspNetCore.Handlers;
using StackOne.Ats.Client.AspNetCore.Settings;
using StackOne.Ats.Client.Models;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Extension methods that map endpoints for the webhooks of StackOne.</summary>
/// <remarks>
/// <para>
/// An endpoint takes POST only. It answers 200 when the handlers have finished, 500 if one of them throws, 401 without a valid signature, 400 for
/// what
/// is not an event, 408 for a body that is too slow and 413 for one that is too large. The answers have no body.
/// </para>
/// <para>
/// The signature is over the bytes that StackOne sends. Middleware before the endpoint may buffer the body, but must not change it: a request that
/// <c>UseRequestDecompression</c> or a proxy has decompressed has another signature.
/// </para>
/// <para>
/// If the application has a fallback authorization policy, call <c>AllowAnonymous</c> on the endpoint: StackOne authenticates by its signature.
/// </para>
/// </remarks>
public static class StackOneWebhooksEndpointRouteBuilderExtensions
{
    private const string NotAotSafe =
        "The handler's parameters are read by reflection. With trimming or NativeAOT, use an overload with a typed Func, or register an "
        + "IStackOneEventHandler.";

    /// <summary>
    /// Maps an endpoint whose events are handled by the registered services of the type <see cref="IStackOneEventHandler{TEvent}"/>.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The route, such as <c>/stackone/events</c>.</param>
    /// <param name="optionsName">The name of the options; null for those without a name.</param>
    /// <returns>A builder for conventions, such as <c>RequireHost</c> or <c>RequireRateLimiting</c>.</returns>
    /// <exception cref="OptionsValidationException">An option is missing or out of range.</exception>
    /// <exception cref="InvalidOperationException">No handler is registered.</exception>
    public static IEndpointConventionBuilder MapStackOneWebhooks(this IEndpointRouteBuilder endpoints, string pattern, string? optionsName = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        return Map(endpoints, pattern, new RegisteredHandlers(endpoints.ServiceProvider), optionsName);
    }

    /// <summary>Maps an endpoint with a handler. Safe with trimming and NativeAOT.</summary>
    /// <typeparam name="TEvent">The type of the events: <see cref="StackOneEvent"/> for all. Events of other types are answered with 200.</typeparam>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The route, such as <c>/stackone/events</c>.</param>
    /// <param name="handler">
    /// Handles an event. Its token is canceled after <see cref="StackOneWebhooksOptions.HandlerTimeout"/>, and not when StackOne hangs up.
    /// </param>
    /// <param name="optionsName">The name of the options; null for those without a name.</param>
    /// <returns>A builder for conventions, such as <c>RequireHost</c> or <c>RequireRateLimiting</c>.</returns>
    /// <exception cref="OptionsValidationException">An option is missing or out of range.</exception>
    public static IEndpointConventionBuilder MapStackOneWebhooks<TEvent>(
        this IEndpointRouteBuilder endpoints,
        string pattern,
        Func<TEvent, CancellationToken, Task> handler,
        string? optionsName = null)
        where TEvent : StackOneEvent
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Map(
            endpoints,
            pattern,
            new DelegateHandlers<TEvent>((_, received, cancellationToken) => handler(received, cancellationToken)),
            optionsName);
    }

    /// <summary>Maps an endpoint with a handler that uses a service of the request's scope. Safe with trimming and NativeAOT.</summary>
    /// <typeparam name="TEvent">The type of the events: <see cref="StackOneEvent"/> for all. Events of other types are answered with 200.</typeparam>
    /// <typeparam name="TService">The type of the service.</typeparam>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The route, such as <c>/stackone/events</c>.</param>
    /// <param name="handler">
    /// Handles an event. Its token is canceled after <see cref="StackOneWebhooksOptions.HandlerTimeout"/>, and not when StackOne hangs up.
    /// </param>
    /// <param name="optionsName">The name of the options; null for those without a name.</param>
    /// <returns>A builder for conventions, such as <c>RequireHost</c> or <c>RequireRateLimiting</c>.</returns>
    /// <exception cref="InvalidOperationException">The service is not registered.</exception>
    /// <exception cref="OptionsValidationException">An option is missing or out of range.</exception>
    /// <example>
    /// <code>
    /// app.MapStackOneWebhooks("/stackone/events", async (StackOneEvent received, Inbox inbox, CancellationToken cancellationToken) =>
    ///     await inbox.StoreAsync(received, cancellationToken));
    /// </code>
    /// </example>
    public static IEndpointConventionBuilder MapStackOneWebhooks<TEvent, TService>(
        this IEndpointRouteBuilder endpoints,
        string pattern,
        Func<TEvent, TService, CancellationToken, Task> handler,
        string? optionsName = null)
        where TEvent : StackOneEvent
        where TService : notnull
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(handler);
        RegisteredServices.Require(endpoints.ServiceProvider, typeof(TService));
        return Map(
            endpoints,
            pattern,
            new DelegateHandlers<TEvent>((services, received, cancellationToken) =>
                handler(received, services.GetRequiredService<TService>(), cancellationToken)),
            optionsName);
    }

    /// <summary>Maps an endpoint with a handler that has any number of services as parameters. Not safe with trimming and NativeAOT.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The route, such as <c>/stackone/events</c>.</param>
    /// <param name="handler">
    /// A method with one parameter of the type <see cref="StackOneEvent"/> or a type below it. A <see cref="CancellationToken"/> and services of the
    /// request's scope are passed to its other parameters, in any order; <see cref="FromKeyedServicesAttribute"/> is observed. It returns a
    /// <see cref="Task"/>, a <see cref="ValueTask"/> or nothing.
    /// </param>
    /// <param name="optionsName">The name of the options; null for those without a name.</param>
    /// <returns>A builder for conventions, such as <c>RequireHost</c> or <c>RequireRateLimiting</c>.</returns>
    /// <exception cref="ArgumentException">
    /// The handler has no parameter for the event or several of them, is an <c>async void</c>, or returns a value, such as an <c>IResult</c>.
    /// </exception>
    /// <exception cref="InvalidOperationException">A service that the handler needs is not registered.</exception>
    /// <exception cref="OptionsValidationException">An option is missing or out of range.</exception>
    [RequiresUnreferencedCode(NotAotSafe)]
    [RequiresDynamicCode(NotAotSafe)]
    public static IEndpointConventionBuilder MapStackOneWebhooks(
        this IEndpointRouteBuilder endpoints,
        string pattern,
        Delegate handler,
        string? optionsName = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(handler);
        var bound = new BoundDelegate(handler, typeof(StackOneEvent), endpoints.ServiceProvider);
        if (bound.Result != typeof(void))
        {
            // Such as an IResult with a status: StackOne would receive a 200 all the same.
            throw new ArgumentException(
                $"The handler returns {bound.Result}, which nothing uses. Let it return a Task or nothing, and throw if it fails.",
                nameof(handler));
        }

        return Map(
            endpoints,
            pattern,
            new DelegateHandlers<StackOneEvent>(bound.InvokeAsync, bound.Accepts),
            optionsName);
    }

    private static IEndpointConventionBuilder Map(IEndpointRouteBuilder endpoints, string pattern, IEventHandlers handlers, string? optionsName)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        EndpointServices services = EndpointServices.Create(endpoints.ServiceProvider, pattern, optionsName, EndpointKind.Webhooks);
        return endpoints.MapStackOne(pattern, new EventEndpoint(handlers, services), "webhooks", "Receives events from StackOne.");
    }
}
