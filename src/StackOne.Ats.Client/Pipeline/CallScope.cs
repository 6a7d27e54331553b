using Refit;
using StackOne.Ats.Client.Diagnostics;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>The settings of a view. Immutable.</summary>
/// <param name="Connection">Null for a mock.</param>
internal sealed record CallScope(ApiConnection? Connection)
{
    /// <summary>The scope of a client that was created for mocking: it has no connection.</summary>
    internal static CallScope Mock { get; } = new((ApiConnection?)null);

    /// <summary>Null or empty until an account is set.</summary>
    internal string? AccountId { get; init; }

    internal bool Heartbeat { get; init; }

    internal TimeSpan TotalTimeout { get; init; }

    internal Action<StackOneResponseInfo>? Observer { get; init; }

    /// <remarks>Not for a mock, whose calls never start.</remarks>
    internal CallReporter Reporter => Connection!.Reporter;

    /// <inheritdoc cref="Reporter" />
    internal HttpClient Http => Connection!.Http;

    /// <remarks>Null for a mock, and never used: <see cref="StartCall"/> throws first.</remarks>
    internal T Api<T>(Func<HttpClient, RefitSettings, T> create, ModelJson models) =>
        Connection is null ? default! : create(Connection.Http, models.RefitSettings);

    /// <summary>Starts a call; throws if it needs an account and none is set, before anything is sent.</summary>
    internal ApiCall StartCall(Operation operation, CancellationToken cancellationToken)
    {
        ThrowIfUnusable(operation);
        return new(operation, this, cancellationToken);
    }

    /// <summary>Throws if a call could not be started.</summary>
    internal void ThrowIfUnusable(Operation operation)
    {
        if (Connection is null)
        {
            throw new InvalidOperationException($"{operation.Name} is not overridden on this mock client.");
        }

        if (operation.Account == AccountUse.Required && string.IsNullOrEmpty(AccountId))
        {
            throw new InvalidOperationException(
                $"{operation.Name} needs an account: set {nameof(StackOneAtsClientOptions)}.{nameof(StackOneAtsClientOptions.AccountId)}, "
                + $"or call it on client.{nameof(StackOneAtsClient.ForAccount)}(accountId).");
        }
    }
}
