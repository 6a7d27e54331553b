using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using StackOne.Ats.Client.Testing.Fixtures;
using StackOne.Ats.Client.Testing.Resources;

namespace StackOne.Ats.Client.Testing.Api;

/// <summary>Handles the requests that are authenticated and not scripted.</summary>
internal sealed class ApiService(OrderService orders, TimeProvider time, bool irregularPages)
{
    private readonly ConcurrentDictionary<string, Account> _accounts = new();

    internal SandboxReply Handle(RouteMatch route, HttpRequest request, byte[] body)
    {
        string accountId = request.Headers["x-account-id"].ToString();
        if (string.IsNullOrWhiteSpace(accountId))
        {
            return Error(400, "The x-account-id header is missing or blank.");
        }

        // Several headers arrive as a list with commas.
        if (!accountId.All(character => character is > ' ' and <= '~' and not ','))
        {
            return Error(400, "The x-account-id header is not one account id.");
        }

        if (request.Query.FirstOrDefault(parameter => parameter.Value.Count > 1).Key is { } repeated)
        {
            return Error(400, $"{repeated} is set more than once.");
        }

        Account account = _accounts.GetOrAdd(accountId, static _ => new Account(Company.Account));
        var call = new ApiCall
        {
            AccountId = accountId,
            Account = account,
            Orders = orders,
            Route = route,
            Request = request,
            Body = body,
            Now = time.GetUtcNow(),
            IrregularPages = irregularPages,
        };
        lock (account)
        {
            try
            {
                return route.Operation.Handle(call);
            }
            catch (RejectedException exception)
            {
                return Error(exception.Status, exception.Message);
            }
        }
    }

    private SandboxReply Error(int status, string message) => new(status, ErrorBody.Of(status, message, time.GetUtcNow()));
}
