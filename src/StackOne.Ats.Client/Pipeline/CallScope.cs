using Refit;
using StackOne.Ats.Client.Diagnostics;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>The settings of a view: the account, the heartbeat preference and the observer. Immutable.</summary>
internal sealed class CallScope(ApiConnection? connection, string? accountId, bool heartbeat, Action<StackOneResponseInfo>? observer)
{
    /// <summary>The scope of a client that was created for mocking: it has no connection.</summary>
    internal static CallScope Mock { get; } = new(null, null, heartbeat: false, observer: null);

    /// <summary>Null or empty until an account is set.</summary>
    internal string? AccountId => accountId;

    internal bool Heartbeat => heartbeat;

    internal Action<StackOneResponseInfo>? Observer => observer;

    /// <remarks>Not for a mock, whose calls never start.</remarks>
    internal CallReporter Reporter => connection!.Reporter;

    /// <remarks>Null for a mock, and never used: <see cref="StartCall"/> throws first.</remarks>
    internal T Api<T>(Func<HttpClient, RefitSettings, T> create) => connection is null ? default! : connection.Api(create);

    /// <summary>Starts a call; throws if no account is set, before anything is sent.</summary>
    internal ApiCall StartCall(Operation operation, CancellationToken cancellationToken)
    {
        ThrowIfUnusable(operation);
        return new(operation, this, cancellationToken);
    }

    /// <summary>Throws if a call could not be started.</summary>
    internal void ThrowIfUnusable(Operation operation)
    {
        if (connection is null)
        {
            throw new InvalidOperationException($"{operation.Name} was called on a client made for mocking, which does not override it.");
        }

        if (string.IsNullOrEmpty(accountId))
        {
            throw new ArgumentException(
                $"{operation.Name} needs an account: set {nameof(StackOneAtsClientOptions)}.{nameof(StackOneAtsClientOptions.AccountId)}, "
                + $"or call it on client.{nameof(StackOneAtsClient.ForAccount)}(accountId).");
        }
    }

    internal CallScope ForAccount(string id) => new(connection, id, heartbeat, observer);

    internal CallScope WithHeartbeat(bool wanted) => new(connection, accountId, wanted, observer);

    internal CallScope OnResponse(Action<StackOneResponseInfo> added) => new(connection, accountId, heartbeat, observer + added);
}
