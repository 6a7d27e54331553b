using System.Globalization;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Pipeline;
using StackOne.Ats.Client.TestServer;

namespace StackOne.Ats.Client.Faults.Tests.Matrix;

/// <summary>One order through the real client against a fault, and what became of it.</summary>
internal static class Repetition
{
    /// <summary>Enough to see a fault that is not rare; STACKONE_FAULT_REPETITIONS asks for more, as .ci/nightly does.</summary>
    internal static int Count { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("STACKONE_FAULT_REPETITIONS"), CultureInfo.InvariantCulture, out int wanted)
            ? wanted
            : 5;

    /// <summary>How many run at once.</summary>
    internal static ParallelOptions AtOnce { get; } = new() { MaxDegreeOfParallelism = 32 };

    /// <param name="fault">The row.</param>
    /// <param name="handler">The handler that the client sends through; null for that of the library.</param>
    internal static async Task<Verdict> RunAsync(Fault fault, HttpMessageHandler? handler = null)
    {
        await using FaultServer server = fault.StartServer();
        var clock = new FaultClock();
        handler ??= PipelineBuilder.CreatePrimaryHandler();
        Verdict verdict;
        using (StackOneAtsClient client = fault.CreateClient(server, fault.WaitsInBody ? new HeadWatcher(handler, clock) : handler, clock))
        {
            Task<Verdict> ordering = OrderAsync(client, fault.Order);
            if (fault.Limit is not null && !fault.WaitsInBody)
            {
                await Task.WhenAny(ordering, server.Waits);
                clock.RunOut();
            }

            verdict = await ordering;
        }

        // The client is gone, so its connections have ended, and the count is final.
        return verdict with { Posts = CountPosts(await server.FinishAsync()) };
    }

    internal static async Task<Verdict> OrderAsync(StackOneAtsClient client, AssessmentOrderRequest order)
    {
        int attempts = 0;
        try
        {
            AssessmentOrderResult result = await client.OnResponse(info => attempts = info.Attempts).Assessments.OrderAsync(order);
            return result.Id == Orders.ResultId
                ? Verdict.Success with { Attempts = attempts }
                : new Verdict("a success that is not this order's", Attempts: attempts);
        }
        catch (Exception exception)
        {
            return Verdict.Of(exception);
        }
    }

    internal static int CountPosts(IEnumerable<ReadOnlyMemory<byte>> received) =>
        received.SelectMany(ReceivedRequest.ParseAll).Count(request => request.IsPost);

    /// <summary>Lets the limit run out when the head of the answer has arrived, in each attempt.</summary>
    private sealed class HeadWatcher(HttpMessageHandler inner, FaultClock clock) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            clock.RunOut();
            return response;
        }
    }
}
