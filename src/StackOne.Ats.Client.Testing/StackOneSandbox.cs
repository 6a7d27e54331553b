using System.Collections.Concurrent;
using StackOne.Ats.Client.Testing.Api;
using WireMock.Logging;
using WireMock.RequestBuilders;
using WireMock.Server;
using WireMock.Settings;

namespace StackOne.Ats.Client.Testing;

/// <summary>
/// A local StackOne server for integration tests. It performs all operations of the API, validates requests against the contract, and returns
/// scripted errors, delays and connection failures. Thread-safe.
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
/// <para>Use <see cref="Next"/> to script the responses to the next requests.</para>
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
///     using var client = new StackOneAtsClient(new StackOneAtsClientOptions
///     {
///         BaseAddress = sandbox.BaseAddress,
///         ApiKey = sandbox.ApiKey,
///         AccountId = "account-1",
///     });
///     AssessmentOrderResult result = await client.Assessments.OrderAsync(new AssessmentOrderRequest { Id = "order-1" });
///
///     SandboxOrder order = Assert.Single(sandbox.Orders);
///     Assert.Equal(order.Result.Id, result.Id);
///     Assert.Equal("order-1", order.Request.Id);
///     Assert.Equal(3, sandbox.RequestCount);
/// }
/// </code>
/// </example>
public sealed class StackOneSandbox : IAsyncDisposable, IDisposable
{
    private readonly ConcurrentQueue<SandboxAnswer> _script = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly OrderService _orders = new();
    private readonly SandboxEndpoint _endpoint;
    private readonly WireMockServer _server;
    private int _disposed;

    private StackOneSandbox(StackOneSandboxOptions options)
    {
        ApiKey = options.ApiKey;
        var api = new ApiService(_orders, options.TimeProvider, options.IrregularPages);
        _endpoint = new SandboxEndpoint(options, _script, api, _stopping.Token);
        _server = WireMockServer.Start(new WireMockServerSettings
        {
            // The operating system assigns a free port, so that sandboxes that start in parallel never conflict.
            Urls = ["http://127.0.0.1:0"],
            // Both would store or print candidates' data, and the log slows down with each request that it stores.
            MaxRequestLogCount = 0,
            Logger = new WireMockNullLogger(),
            // The service parses the body itself.
            DisableJsonBodyParsing = true,
        });
        _server
            .Given(Request.Create().WithPath("/*").UsingAnyMethod())
            .AtPriority(int.MaxValue)
            .RespondWith(_endpoint);
        BaseAddress = new Uri(_server.Url!);
    }

    /// <summary>
    /// The address that the sandbox listens on, for <see cref="StackOneAtsClientOptions.BaseAddress"/>: a free port on the loopback interface.
    /// </summary>
    public Uri BaseAddress { get; }

    /// <summary>The API key that the sandbox accepts, for <see cref="StackOneAtsClientOptions.ApiKey"/>.</summary>
    public string ApiKey { get; }

    /// <summary>A snapshot of the accepted orders of assessments, oldest first.</summary>
    /// <remarks>
    /// An order is added before its response is sent. Requests that got an error, a stall or a lost connection are not included.
    /// </remarks>
    public IReadOnlyList<SandboxOrder> Orders => _orders.Orders;

    /// <summary>The number of requests received, including rejected requests and those with a scripted response.</summary>
    public int RequestCount => _endpoint.RequestCount;

    /// <summary>Starts a sandbox on a free port.</summary>
    /// <param name="options">The settings; null for the defaults. Later changes to them have no effect.</param>
    /// <exception cref="ArgumentException">
    /// The API key is empty, or contains a space, a colon or anything but visible ASCII, or the number of requests in a minute is less than one.
    /// </exception>
    public static StackOneSandbox Start(StackOneSandboxOptions? options = null)
    {
        options ??= new StackOneSandboxOptions();
        options.Validate();
        return new StackOneSandbox(options);
    }

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
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        for (int i = 0; i < times; i++)
        {
            _script.Enqueue(answer);
        }

        return this;
    }

    /// <summary>Stops the server. Requests in progress lose their connection.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            // First, because stopping the server waits for requests in progress.
            _stopping.Cancel();
            _server.Stop();
            _server.Dispose();
            _stopping.Dispose();
        }
    }

    /// <inheritdoc cref="Dispose" />
    public ValueTask DisposeAsync() => new(Task.Run(Dispose));
}
