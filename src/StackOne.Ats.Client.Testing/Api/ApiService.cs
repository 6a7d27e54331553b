using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using StackOne.Ats.Client.Testing.Fixtures;
using StackOne.Ats.Client.Testing.Hosting;
using StackOne.Ats.Client.Testing.Ordering;
using StackOne.Ats.Client.Testing.Platform;
using StackOne.Ats.Client.Testing.Resources;

namespace StackOne.Ats.Client.Testing.Api;

/// <summary>Handles the requests that are authenticated and not scripted.</summary>
/// <param name="orders">The orders and results.</param>
/// <param name="accounts">The linked accounts.</param>
/// <param name="options">The options.</param>
/// <param name="changed">Called with what a request has changed, in the order of the changes of an account, and how its events misbehave.</param>
internal sealed class ApiService(
    OrderBook orders,
    LinkedAccounts accounts,
    StackOneSandboxOptions options,
    Action<string, IReadOnlyList<RecordChange>, SandboxDeliveryFaults?> changed)
{
    private readonly ConcurrentDictionary<string, Account> _accounts = new();

    /// <summary>The accounts that were used, in the order of their ids.</summary>
    internal IReadOnlyList<string> AccountIds => [.. _accounts.Keys.Order(StringComparer.Ordinal)];

    internal SandboxReply Handle(RouteMatch route, HttpRequest request, byte[] body)
    {
        if (request.Query.FirstOrDefault(parameter => parameter.Value.Count > 1 && !PlatformOperations.IsList(parameter.Key)).Key is { } repeated)
        {
            return Error(400, $"{repeated} is set more than once.");
        }

        try
        {
            return route.Operation is PlatformOperation operation
                ? operation.Handle(new PlatformCall(accounts, route, request, body, options.TimeProvider.GetUtcNow()))
                : HandleAccount(route, request, body);
        }
        catch (RejectedException exception)
        {
            return Error(exception.Status, exception.Message);
        }
    }

    private SandboxReply HandleAccount(RouteMatch route, HttpRequest request, byte[] body)
    {
        string accountId = request.Headers["x-account-id"].ToString();
        if (string.IsNullOrWhiteSpace(accountId))
        {
            return Error(400, "The x-account-id header is missing or blank.");
        }

        // Several headers arrive as a list with commas.
        if (!IsAccountId(accountId))
        {
            return Error(400, "The x-account-id header is not one account id.");
        }

        if (accounts.Refusal(accountId, options.TimeProvider.GetUtcNow()) is { } refusal)
        {
            return refusal;
        }

        return Use(accountId, account => ((Operation)route.Operation).Handle(new ApiCall
        {
            AccountId = accountId,
            Account = account,
            Orders = orders,
            Route = route,
            Request = request,
            Body = body,
            Now = options.TimeProvider.GetUtcNow(),
            IrregularPages = options.IrregularPages,
        }));
    }

    internal static bool IsAccountId(string accountId) =>
        accountId.Length > 0 && accountId.All(character => character is > ' ' and <= '~' and not ',');

    /// <summary>Uses an account, which is created if it is new. It is locked meanwhile.</summary>
    internal T Use<T>(string accountId, Func<Account, T> use, SandboxDeliveryFaults? faults = null)
    {
        Account account = _accounts.GetOrAdd(accountId, static _ => new Account(Company.Account));
        lock (account)
        {
            try
            {
                return use(account);
            }
            finally
            {
                // Inside the lock, so that the events of an account are in the order of its changes.
                if (account.TakeChanges() is { Count: > 0 } changes)
                {
                    changed(accountId, changes, faults);
                }
            }
        }
    }

    internal void Clear() => _accounts.Clear();

    private SandboxReply Error(int status, string message) => new(status, ErrorBody.Of(status, message, options.TimeProvider.GetUtcNow()));
}
