using StackOne.Ats.Client.Testing.Api;
using StackOne.Ats.Client.Testing.Hosting;
using StackOne.Ats.Client.Testing.Ordering;
using StackOne.Ats.Client.Testing.Platform;

namespace StackOne.Ats.Client.Testing;

/// <summary>
/// A local StackOne server for integration tests. It performs all operations of the API, validates requests against the contract, returns
/// scripted errors, delays and connection failures, and plays StackOne's part towards a vendor: it sends webhooks and asks for packages. Thread-safe.
/// </summary>
/// <remarks>
/// <para>
/// Each linked account, that is, each value of <c>x-account-id</c>, has the records of an invented company: about 60 candidates with applications,
/// interviews, scorecards, offers, notes and documents, the jobs that they applied for, and packages of assessments and background checks. Their
/// ids, such as <c>candidate-1</c>, and dates are always the same. What a request creates, changes or deletes, later requests of the account see.
/// </para>
/// <para>
/// Invalid requests are rejected with an error body in the contract's format: 404 for an unknown path, method or id, 401 for a missing or wrong
/// key, 429 for more than 1000 requests in a minute, and 400 for no account id or several, for a body that is not JSON or has a member of the
/// wrong type, and for an invalid page size, cursor or filter, or one that is set twice. The values of enumerations must be those of the
/// contract, which the client's enumerations have members for.
/// </para>
/// <para>
/// A list's pages are irregular, as StackOne's may be: the first one is not full and the second one is empty. <see cref="StackOneSandboxOptions"/>
/// can turn this and the rate limit off.
/// </para>
/// <para>
/// The accounts that <c>client.Accounts</c> lists have each status: <c>account-1</c> and <c>account-2</c> are active, and there is one of each
/// other status, such as <c>account-suspended</c>, whose calls are rejected with a 412 or, if its credentials are bad, with a 401. Any other
/// account id can be used as well. The link of a connect session connects an account when it is opened.
/// </para>
/// <para>
/// An order that names a package, an application, a candidate or a job which the account does not have is rejected like any other request that
/// refers to a record that does not exist.
/// </para>
/// <para>
/// Use <see cref="Next"/> and <see cref="On"/> to script responses, <see cref="Webhooks"/> to receive events, <see cref="OrderFromAts"/> to let a
/// recruiter order, and <see cref="GetPackagesAsync"/> to ask a vendor for its packages.
/// </para>
/// </remarks>
/// <example>
/// A test with xunit:
/// <code>
/// [Fact]
/// public async Task OrderAsync_RateLimited_OrdersOnce()
/// {
///     await using var sandbox = StackOneSandbox.Start();
///     sandbox.Next(SandboxAnswer.Status(429, retryAfter: "1"), times: 2);
///
///     using StackOneAtsClient client = sandbox.CreateClient("account-1");
///     AssessmentOrderResult result = await client.Assessments.OrderAsync(new AssessmentOrderRequest { Id = "order-1" });
///
///     SandboxOrder order = Assert.Single(sandbox.Orders);
///     Assert.Equal(order.Result.Id, result.Id);
///     Assert.Equal("order-1", order.Request.Id);
///     Assert.Equal(3, sandbox.RequestCount);
/// }
/// </code>
/// </example>
public sealed partial class StackOneSandbox : IAsyncDisposable, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly StackOneSandboxOptions _options;
    private readonly Script _script = new();
    private readonly RequestLog _log = new();
    private readonly OrderBook _orders;
    private readonly LinkedAccounts _accounts;
    private readonly ApiService _api;
    private readonly AtsOrders _atsOrders;
    private readonly SandboxEndpoint _endpoint;
    private readonly SandboxServer _server;
    private int _disposed;

    private StackOneSandbox(StackOneSandboxOptions options)
    {
        _options = options;
        ApiKey = options.ApiKey;
        Webhooks = new SandboxWebhooks(options.TimeProvider, _stopping.Token);
        _orders = new OrderBook(options.AcceptUnknownIds);
        _accounts = new LinkedAccounts(body => Webhooks.Send(body), options.TimeProvider, () => BaseAddress);
        _api = new ApiService(_orders, _accounts, options, Webhooks.Send);
        _atsOrders = new AtsOrders(_api, _orders, options.TimeProvider);
        _endpoint = new SandboxEndpoint(options, _script, _log, _api, _accounts, _stopping.Token);
        _server = SandboxServer.Start(options.Address, options.Port, _endpoint.HandleAsync);
    }

    /// <summary>The address of the sandbox, for <see cref="StackOneAtsClientOptions.BaseAddress"/>.</summary>
    public Uri BaseAddress => _server.BaseAddress;

    /// <summary>The port that the sandbox listens on.</summary>
    public int Port => BaseAddress.Port;

    /// <summary>The API key that the sandbox accepts, for <see cref="StackOneAtsClientOptions.ApiKey"/>.</summary>
    public string ApiKey { get; }

    /// <summary>The last 10,000 requests, oldest first, including rejected requests and those with a scripted response.</summary>
    public IReadOnlyList<SandboxRequest> Requests => _log.Snapshot();

    /// <summary>The number of requests received, including rejected requests and those with a scripted response.</summary>
    public int RequestCount => _log.Count;

    /// <summary>A snapshot of the accepted orders of assessments, oldest first.</summary>
    /// <remarks>
    /// An order is added before its response is sent. Requests that got an error, a stall or a lost connection are not included, nor are orders
    /// from the ATS.
    /// </remarks>
    public IReadOnlyList<SandboxOrder> Orders => _orders.Orders;

    /// <summary>A snapshot of the accepted orders of background checks, oldest first.</summary>
    public IReadOnlyList<SandboxBackgroundCheckOrder> BackgroundCheckOrders => _orders.CheckOrders;

    /// <summary>The ids of the accounts that were used, in alphabetical order.</summary>
    public IReadOnlyList<string> AccountIds => _api.AccountIds;

    /// <summary>Starts a sandbox.</summary>
    /// <param name="options">The settings; null for the defaults. Later changes to them have no effect.</param>
    /// <exception cref="ArgumentException">An option is invalid. The message names it.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    public static StackOneSandbox Start(StackOneSandboxOptions? options = null)
    {
        options = options?.Copy() ?? new StackOneSandboxOptions();
        options.Validate();
        return new StackOneSandbox(options);
    }

    /// <summary>Creates a client of the sandbox. Dispose it after use.</summary>
    /// <param name="accountId">The linked account.</param>
    /// <param name="configure">Configures further options.</param>
    public StackOneAtsClient CreateClient(string accountId, Action<StackOneAtsClientOptions>? configure = null)
    {
        var options = new StackOneAtsClientOptions { BaseAddress = BaseAddress, ApiKey = ApiKey, AccountId = accountId };
        configure?.Invoke(options);
        return new StackOneAtsClient(options);
    }

    /// <summary>Gets the records of a linked account, to set up and to check.</summary>
    /// <param name="id">The id of the account: visible ASCII without a space or a comma.</param>
    /// <exception cref="ArgumentException">The id is invalid.</exception>
    public SandboxAccount Account(string id) => new(CheckAccount(id, nameof(id)), _api, _options.TimeProvider);

    /// <summary>Scripts the response to the next requests. When the script is used up, requests are handled again.</summary>
    /// <param name="answer">The response.</param>
    /// <param name="times">The number of requests that get it.</param>
    /// <returns>The same sandbox, for chaining.</returns>
    /// <remarks>
    /// Responses are used in the order in which they were added, one per request with a valid key and path. The client's retries count as
    /// requests.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="times"/> is less than one.</exception>
    public StackOneSandbox Next(SandboxAnswer answer, int times = 1)
    {
        On().Next(answer, times);
        return this;
    }

    /// <summary>Selects requests whose responses are scripted, for some requests or for all that follow.</summary>
    /// <param name="operation">The client's method, such as <c>Offers.ListAsync</c>; null for all operations.</param>
    /// <param name="accountId">The linked account; null for all accounts.</param>
    /// <exception cref="ArgumentException">There is no such operation.</exception>
    /// <example><code>sandbox.On(accountId: "account-2").Always(SandboxAnswer.Status(412));</code></example>
    public SandboxTarget On(string? operation = null, string? accountId = null) =>
        operation is null || Router.All.Any(known => known.Name == operation)
            ? new SandboxTarget(_script, operation, accountId)
            : throw new ArgumentException(
                $"There is no operation '{operation}'. An operation has the name of the client's method, such as Offers.ListAsync.",
                nameof(operation));

    /// <summary>
    /// Returns to the state after the start: all accounts have the records of the invented company again, and there are no requests, orders,
    /// results, scripted responses or webhooks. The address stays.
    /// </summary>
    public void Reset()
    {
        Webhooks.Clear();
        _script.Clear();
        _endpoint.Reset();
        _api.Clear();
        _accounts.Reset();
        _atsOrders.Clear();
        _orders.Clear();
        _log.Clear();
    }

    /// <summary>Stops the server. Requests in progress lose their connection, and events that were not delivered are dropped.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            // First, because stopping the server waits for requests in progress.
            _stopping.Cancel();
            _server.Dispose();
            _stopping.Dispose();
        }
    }

    /// <inheritdoc cref="Dispose" />
    public ValueTask DisposeAsync() => new(Task.Run(Dispose));
}
