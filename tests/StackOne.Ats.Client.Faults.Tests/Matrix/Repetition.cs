using System.Diagnostics;
using System.Globalization;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.TestServer;

namespace StackOne.Ats.Client.Faults.Tests.Matrix;

/// <summary>One order through the real client against a fault, and what became of it.</summary>
internal sealed record Repetition(Verdict Verdict, TimeSpan Elapsed)
{
    /// <summary>A call that has not ended by then hangs. Longer than any limit, so that the client's own can be seen to fail.</summary>
    private static readonly TimeSpan HangLimit = Clients.LongLimit * 1.5;

    /// <summary>Enough to see a fault that is not rare; STACKONE_FAULT_REPETITIONS asks for more, as CI does.</summary>
    internal static int Count { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("STACKONE_FAULT_REPETITIONS"), CultureInfo.InvariantCulture, out int wanted)
            ? wanted
            : 20;

    /// <summary>How many run at once.</summary>
    internal static ParallelOptions AtOnce { get; } = new() { MaxDegreeOfParallelism = 32 };

    /// <param name="fault">The row.</param>
    /// <param name="handler">The handler that the client sends through; null for that of the library.</param>
    internal static async Task<Repetition> RunAsync(Fault fault, HttpMessageHandler? handler = null)
    {
        await using FaultServer server = fault.StartServer();
        Repetition repetition;
        using (StackOneAtsClient client = fault.CreateClient(server, handler))
        {
            repetition = await OrderAsync(client, fault.Order);
        }

        // The client is gone, so its connections have ended, and the count is final.
        IReadOnlyList<ReadOnlyMemory<byte>> received = await server.FinishAsync();
        int posts = received.SelectMany(ReceivedRequest.ParseAll).Count(request => request.IsPost);
        return repetition with { Verdict = repetition.Verdict with { Posts = posts } };
    }

    internal static async Task<Repetition> OrderAsync(StackOneAtsClient client, AssessmentOrderRequest order)
    {
        int attempts = 0;
        long started = Stopwatch.GetTimestamp();
        Verdict verdict;
        try
        {
            AssessmentOrderResult result = await client
                .OnResponse(info => attempts = info.Attempts)
                .Assessments.OrderAsync(order)
                .WaitAsync(HangLimit);
            verdict = result.Id == Orders.ResultId
                ? Verdict.Success with { Attempts = attempts }
                : new Verdict("a success that is not this order's", Attempts: attempts);
        }
        catch (Exception exception)
        {
            verdict = Verdict.Of(exception);
        }

        return new(verdict, Stopwatch.GetElapsedTime(started));
    }
}
