using System.Net;
using StackOne.Ats.Client.Fuzz.Oracles;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Fuzz.Targets;

/// <summary>A target that goes through a whole client, over a handler in memory.</summary>
internal abstract class ClientTarget : FuzzTarget
{
    protected const int MaxResponseBytes = 16 * 1024;
    protected const int MaxErrorBytes = 4 * 1024;

    private static readonly AssessmentOrderRequest Request = new() { Id = "order-1" };

    private readonly CannedHandler _handler = new();
    private readonly StackOneAtsClient _client;
    private readonly AssessmentsClient _assessments;
    private readonly AssessmentsClient _withHeartbeat;

    protected ClientTarget(string name)
        : base(name, JsonOracle.Tokens)
    {
        var options = new StackOneAtsClientOptions
        {
            ApiKey = "key",
            AccountId = "acc_1",
            MaxResponseBytes = MaxResponseBytes,
            MaxErrorBytes = MaxErrorBytes,
            // A body that is read twice must be read as it was the first time.
            Retry = new() { MaxRetries = 1, BaseDelay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero },
        };
        _client = new StackOneAtsClient(options, _handler);
        _assessments = _client.Assessments;
        _withHeartbeat = _client.WithHeartbeat().Assessments;
    }

    public override void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
        base.Dispose();
    }

    /// <summary>Places an order, and gives what came of it: a result, or the exception that is meant for the user.</summary>
    protected (AssessmentOrderResult? Result, StackOneException? Failure) Order(HttpStatusCode status, byte[] body, bool heartbeat = false)
    {
        _handler.AppliesHeartbeat = heartbeat;
        return Call(status, body, _ => (heartbeat ? _withHeartbeat : _assessments).OrderAsync(Request));
    }

    /// <summary>Makes a call, and gives what came of it.</summary>
    protected (T? Result, StackOneException? Failure) Call<T>(HttpStatusCode status, byte[] body, Func<StackOneAtsClient, Task<T>> call)
        where T : class
    {
        (_handler.Status, _handler.Body) = (status, body);
        try
        {
            return (call(_client).GetAwaiter().GetResult() ?? throw new FuzzException("The result is null."), null);
        }
        catch (StackOneException exception)
        {
            // Its text is what ends up in logs. Making all of it for every input, with its stack, would take most of the time.
            return exception.Message.Length > 0 ? (null, exception) : throw new FuzzException("An exception has no message.");
        }
    }
}
