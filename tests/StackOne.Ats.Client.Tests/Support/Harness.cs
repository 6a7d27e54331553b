using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using StackOne.Ats.Client.Diagnostics;
using StackOne.Ats.Client.Generated;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Pipeline;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Tests.Support;

/// <summary>A client over a <see cref="StubHandler"/>, a clock that the test moves, and fixed randomness.</summary>
internal sealed class Harness
{
    internal const string Key = "sk_test_key";
    internal const string Account = "acc_1";

    private StackOneAtsClient? _client;

    internal FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    internal StubHandler Stub { get; } = new();

    internal FakeLogger Logger { get; } = new();

    /// <summary>What every draw gives. 0: no jitter after a Retry-After, and half of a back-off.</summary>
    internal double Chance { get; set; }

    internal StackOneAtsClientOptions Options { get; } = new()
    {
        ApiKey = Key,
        AccountId = Account,
        BaseAddress = new Uri("https://api.example.com"),
    };

    /// <summary>The template of <see cref="SendAsync"/>, to tell one test's measurements from another's.</summary>
    internal string UrlTemplate { get; } = $"/things/{Guid.NewGuid()}/{{id}}";

    internal StackOneAtsClient Client => _client ??= Create();

    internal static AssessmentOrderRequest Request { get; } = new() { Id = "order-1", Package = new() { Id = "p1" } };

    /// <summary>Orders, moving the clock on until the call ends.</summary>
    internal Task<AssessmentOrderResult> OrderAsync(CancellationToken cancellationToken = default) =>
        RunAsync(() => Client.Assessments.OrderAsync(Request, cancellationToken));

    internal Task<AssessmentOrderResult> OrderWithHeartbeatAsync() =>
        RunAsync(() => Client.WithHeartbeat().Assessments.OrderAsync(Request));

    /// <summary>Sends through the pipeline with a method other than the order's, as an operation of the contract would.</summary>
    internal Task<HttpResponseMessage> SendAsync(string method, CancellationToken cancellationToken = default)
    {
        Stub.Time = Time;
        var services = new PipelineServices(Time, () => Chance, Logger);
        var http = PipelineBuilder.CreateHttpClient(Options, Stub, services, disposePrimary: true);
        var operation = new Operation("id", "Things." + method, method, UrlTemplate, TakesPrefer: true, AssessmentsOperations.Models);
        var request = new HttpRequestMessage(new HttpMethod(method), "/things");
        var connection = new ApiConnection(http, new CallReporter(services.Logger));
        var scope = new CallScope(connection) { AccountId = Account, TotalTimeout = Options.TotalTimeout };
        ApiCall.Attach(new ApiCall(operation, scope, cancellationToken), request);
        if (method is not ("GET" or "DELETE"))
        {
            request.Content = JsonRequestContent.Create(Request, AssessmentsJsonContext.Default.AssessmentOrderRequest);
        }

        return RunAsync(() => http.SendAsync(request));
    }

    /// <summary>Runs a call, moving the clock on in small steps until it ends.</summary>
    /// <remarks>
    /// On a thread without a synchronization context every continuation runs inside <see cref="FakeTimeProvider.Advance"/>, so that this
    /// is deterministic: nothing happens but what the clock makes happen.
    /// </remarks>
    internal Task<T> RunAsync<T>(Func<Task<T>> call) => Task.Run(() =>
    {
        Task<T> task = call();
        DateTimeOffset end = Time.GetUtcNow().AddDays(1);
        while (!task.IsCompleted && Time.GetUtcNow() < end)
        {
            Time.Advance(TimeSpan.FromMilliseconds(10));
        }

        return task.IsCompleted ? task : throw new InvalidOperationException("The call did not end within a day of its clock.");
    });

    /// <summary>The waits between the attempts, on the clock's grid of 10 ms.</summary>
    internal IEnumerable<TimeSpan> Waits => Stub.Sent.Zip(Stub.Sent.Skip(1), (first, second) => second.At - first.At);

    private StackOneAtsClient Create()
    {
        Stub.Time = Time;
        return new StackOneAtsClient(Options, Stub, new PipelineServices(Time, () => Chance, Logger));
    }
}
