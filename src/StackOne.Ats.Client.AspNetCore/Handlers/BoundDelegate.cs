using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;

namespace StackOne.Ats.Client.AspNetCore.Handlers;

/// <summary>Calls a delegate of the application with what StackOne has sent, a token, and services, by the types of its parameters.</summary>
[RequiresUnreferencedCode("Reads the parameters of a delegate.")]
[RequiresDynamicCode("Reads the parameters of a delegate.")]
internal sealed class BoundDelegate
{
    private readonly Delegate _handler;
    private readonly ParameterInfo[] _parameters;
    private readonly Type _received;

    /// <exception cref="ArgumentException">The delegate has no parameter of the type, several of them, or is an <c>async void</c>.</exception>
    /// <exception cref="InvalidOperationException">A service that the delegate needs is not registered.</exception>
    internal BoundDelegate(Delegate handler, Type received, IServiceProvider services)
    {
        (_handler, _parameters) = (handler, handler.Method.GetParameters());
        Type[] matching = [.. _parameters.Select(parameter => parameter.ParameterType).Where(received.IsAssignableFrom)];
        if (matching is not [Type type])
        {
            throw new ArgumentException(
                $"The handler must have exactly one parameter of the type {received.Name}, or of a type below it.",
                nameof(handler));
        }

        Type returned = handler.Method.ReturnType;
        if (returned == typeof(void) && handler.Method.IsDefined(typeof(AsyncStateMachineAttribute)))
        {
            throw new ArgumentException("The handler is an async void, whose end cannot be awaited. Let it return a Task.", nameof(handler));
        }

        foreach (ParameterInfo parameter in _parameters)
        {
            if (parameter.ParameterType != type && parameter.ParameterType != typeof(CancellationToken))
            {
                RegisteredServices.Require(services, parameter.ParameterType, KeyOf(parameter));
            }
        }

        _received = type;
        Result = returned == typeof(Task) || returned == typeof(ValueTask) ? typeof(void)
            : returned.IsGenericType && returned.GetGenericTypeDefinition() is var task && (task == typeof(Task<>) || task == typeof(ValueTask<>))
                ? returned.GenericTypeArguments[0]
                : returned;
    }

    /// <summary>The type of the result, or of the result of the task.</summary>
    internal Type Result { get; }

    internal bool Accepts(object received) => _received.IsInstanceOfType(received);

    /// <summary>Calls the delegate and awaits what it returns.</summary>
    /// <returns>Its result, or the result of the task that it returns; null if there is none.</returns>
    internal async Task<object?> InvokeAsync(IServiceProvider services, object received, CancellationToken cancellationToken)
    {
        object?[] arguments = [.. _parameters.Select(parameter => Argument(parameter, services, received, cancellationToken))];
        object? result = _handler.Method.Invoke(_handler.Target, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
        if (result is ValueTask plain)
        {
            await plain.ConfigureAwait(false);
            return null;
        }

        if (result?.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ValueTask<>))
        {
            result = type.GetMethod(nameof(ValueTask<int>.AsTask))!.Invoke(result, null);
        }

        if (result is not Task task)
        {
            // A task that is null has done nothing, and is not a success.
            return result is null && typeof(Task).IsAssignableFrom(_handler.Method.ReturnType)
                ? throw new InvalidOperationException("The handler returned null instead of a task.")
                : result;
        }

        await task.ConfigureAwait(false);
        return task.GetType().GetProperty(nameof(Task<int>.Result))?.GetValue(task);
    }

    private object Argument(ParameterInfo parameter, IServiceProvider services, object received, CancellationToken cancellationToken) =>
        parameter.ParameterType == _received ? received
        : parameter.ParameterType == typeof(CancellationToken) ? cancellationToken
        : KeyOf(parameter) is { } key ? services.GetRequiredKeyedService(parameter.ParameterType, key)
        : services.GetRequiredService(parameter.ParameterType);

    private static object? KeyOf(ParameterInfo parameter) => parameter.GetCustomAttribute<FromKeyedServicesAttribute>()?.Key;
}
