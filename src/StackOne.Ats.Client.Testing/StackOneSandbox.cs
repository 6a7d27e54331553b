using System.Collections.Concurrent;
using WireMock.Logging;
using WireMock.RequestBuilders;
using WireMock.Server;
using WireMock.Settings;

namespace StackOne.Ats.Client.Testing;

/// <summary>
/// A StackOne on this machine, for an application's own tests: it holds requests to the contract, takes orders, and misbehaves as
/// told. Safe to use from many threads.
/// </summary>
/// <remarks>
/// <para>
/// A request is refused as StackOne would refuse it, with an error body of the contract's shape: 404 for anything but
/// <c>POST /unified/ats/assessments/orders</c>, 401 without the right key, 400 without an account id or with a body that is not
/// JSON or has a member of the wrong type. Any other order is taken, and kept in <see cref="Orders"/>.
/// </para>
/// <para><see cref="Next"/> scripts what the coming requests get instead.</para>
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
            // The system picks the port when the socket is bound, so that sandboxes started at once never meet.
            Urls = ["http://127.0.0.1:0"],
            // Both would keep or print candidates' data, and the log costs more with each request that it holds.
            MaxRequestLogCount = 0,
            Logger = new WireMockNullLogger(),
            // The service reads the bytes itself.
            DisableJsonBodyParsing = true,
        });
        Server
            .Given(Request.Create().WithPath("/*").UsingAnyMethod())
            .AtPriority(int.MaxValue)
            .RespondWith(_endpoint);
        BaseAddress = new Uri(Server.Url!);
    }

    /// <summary>
    /// Where the sandbox listens, for <see cref="StackOneAtsClientOptions.BaseAddress"/>: a free port of the loopback interface.
    /// </summary>
    public Uri BaseAddress { get; }

    /// <summary>The one key that the sandbox accepts, for <see cref="StackOneAtsClientOptions.ApiKey"/>.</summary>
    public string ApiKey { get; }

    /// <summary>The orders taken so far, oldest first: a snapshot, that later orders do not change.</summary>
    /// <remarks>
    /// An order is in it before its answer goes out. Requests that got an error, a stall or a lost connection are not.
    /// </remarks>
    public IReadOnlyList<SandboxOrder> Orders => _service.Orders;

    /// <summary>How many requests have come in, those that were refused or got a scripted answer included.</summary>
    public int RequestCount => _endpoint.RequestCount;

    /// <summary>
    /// The WireMock.Net server beneath, for endpoints that the sandbox does not have. A mapping added here goes before its own.
    /// </summary>
    /// <remarks>
    /// Its request log is turned off: what it kept would be candidates' data. <see cref="Orders"/> and <see cref="RequestCount"/>
    /// tell what came. Resetting its mappings removes the sandbox's own too.
    /// </remarks>
    public WireMockServer Server { get; }

    /// <summary>Starts a sandbox on a free port.</summary>
    /// <param name="apiKey">The key to accept: visible ASCII without a space or a colon.</param>
    /// <exception cref="ArgumentException">The key is empty, or not visible ASCII without a space or a colon.</exception>
    public static StackOneSandbox Start(string apiKey = "sandbox-key")
    {
        ArgumentException.ThrowIfNullOrEmpty(apiKey);
        return apiKey.All(character => character is > ' ' and <= '~' and not ':')
            ? new StackOneSandbox(apiKey)
            : throw new ArgumentException("A key is visible ASCII without a space or a colon: the client refuses others.", nameof(apiKey));
    }

    /// <summary>Scripts what the next order requests get. When the script runs out, orders are taken again.</summary>
    /// <param name="answer">What they get.</param>
    /// <param name="times">How many of them.</param>
    /// <returns>The sandbox, to go on with.</returns>
    /// <remarks>
    /// Answers are used in the order in which they were given, one for each request that has the right key and path; the client's
    /// retries are requests too.
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

    /// <summary>Stops listening. Requests under way lose their connection.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            // First: the server waits for requests under way.
            _stopping.Cancel();
            Server.Stop();
            Server.Dispose();
            _stopping.Dispose();
        }
    }

    /// <inheritdoc cref="Dispose" />
    public ValueTask DisposeAsync() => new(Task.Run(Dispose));
}
