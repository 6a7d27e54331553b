using System.Collections.Concurrent;
using WireMock.Logging;
using WireMock.RequestBuilders;
using WireMock.Server;
using WireMock.Settings;

namespace StackOne.Ats.Client.Testing;

/// <summary>
/// A local StackOne server for integration tests. It validates requests against the contract, accepts orders, and returns scripted errors,
/// delays and connection failures. Thread-safe.
/// </summary>
/// <remarks>
/// <para>
/// Invalid requests are rejected with an error body in the contract's format: 404 for anything but
/// <c>POST /unified/ats/assessments/orders</c>, 401 for a missing or wrong key, and 400 for a missing account id or for a body that is not
/// JSON or has a member of the wrong type. All other orders are accepted and added to <see cref="Orders"/>.
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
    private readonly OrderService _service;
    private readonly SandboxEndpoint _endpoint;
    private int _disposed;

    private StackOneSandbox(string apiKey)
    {
        ApiKey = apiKey;
        _service = new OrderService(TimeProvider.System);
        _endpoint = new SandboxEndpoint(apiKey, _script, _service, _stopping.Token);
        Server = WireMockServer.Start(new WireMockServerSettings
        {
            // The operating system assigns a free port, so that sandboxes that start in parallel never conflict.
            Urls = ["http://127.0.0.1:0"],
            // Both would store or print candidates' data, and the log slows down with each request that it stores.
            MaxRequestLogCount = 0,
            Logger = new WireMockNullLogger(),
            // The service parses the body itself.
            DisableJsonBodyParsing = true,
        });
        Server
            .Given(Request.Create().WithPath("/*").UsingAnyMethod())
            .AtPriority(int.MaxValue)
            .RespondWith(_endpoint);
        BaseAddress = new Uri(Server.Url!);
    }

    /// <summary>
    /// The address that the sandbox listens on, for <see cref="StackOneAtsClientOptions.BaseAddress"/>: a free port on the loopback interface.
    /// </summary>
    public Uri BaseAddress { get; }

    /// <summary>The API key that the sandbox accepts, for <see cref="StackOneAtsClientOptions.ApiKey"/>.</summary>
    public string ApiKey { get; }

    /// <summary>A snapshot of the accepted orders, oldest first.</summary>
    /// <remarks>
    /// An order is added before its response is sent. Requests that got an error, a stall or a lost connection are not included.
    /// </remarks>
    public IReadOnlyList<SandboxOrder> Orders => _service.Orders;

    /// <summary>The number of requests received, including rejected requests and those with a scripted response.</summary>
    public int RequestCount => _endpoint.RequestCount;

    /// <summary>
    /// The underlying WireMock.Net server, for endpoints that the sandbox does not implement. Mappings that you add take precedence over its own.
    /// </summary>
    /// <remarks>
    /// Its request log is disabled because it would store candidates' data: use <see cref="Orders"/> and <see cref="RequestCount"/> instead.
    /// Resetting its mappings also removes those of the sandbox.
    /// </remarks>
    public WireMockServer Server { get; }

    /// <summary>Starts a sandbox on a free port.</summary>
    /// <param name="apiKey">The API key to accept: visible ASCII without a space or a colon.</param>
    /// <exception cref="ArgumentException"><paramref name="apiKey"/> is empty, or contains a space, a colon or anything but visible ASCII.</exception>
    public static StackOneSandbox Start(string apiKey = "sandbox-key")
    {
        ArgumentException.ThrowIfNullOrEmpty(apiKey);
        return apiKey.All(character => character is > ' ' and <= '~' and not ':')
            ? new StackOneSandbox(apiKey)
            : throw new ArgumentException("The key must be visible ASCII without a space or a colon: the client rejects any other.", nameof(apiKey));
    }

    /// <summary>Scripts the response to the next order requests. When the script is used up, orders are accepted again.</summary>
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
            Server.Stop();
            Server.Dispose();
            _stopping.Dispose();
        }
    }

    /// <inheritdoc cref="Dispose" />
    public ValueTask DisposeAsync() => new(Task.Run(Dispose));
}
