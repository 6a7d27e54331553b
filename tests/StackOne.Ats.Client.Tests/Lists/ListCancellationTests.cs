using System.Net;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Tests.Support;
using static StackOne.Ats.Client.Tests.Support.ScriptedStream;

namespace StackOne.Ats.Client.Tests.Lists;

public class ListCancellationTests
{
    private static readonly string[] Phases = ["before", "connecting", "headers", "success body", "error body", "backing off", "between pages"];

    /// <summary>Which token cancels: that of the method, that of the enumeration, or one that is both.</summary>
    public static MatrixTheoryData<string, string> Rows { get; } = new(["method", "enumeration", "both", "method of two", "enumeration of two"], Phases);

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task List_Canceled_ThrowsWithTheTokenThatCanceled(string which, string phase)
    {
        var harness = new Harness();
        using var source = new CancellationTokenSource();
        using var other = new CancellationTokenSource();
        (CancellationToken method, CancellationToken enumeration) = which switch
        {
            "method" => (source.Token, CancellationToken.None),
            "enumeration" => (CancellationToken.None, source.Token),
            "both" => (source.Token, source.Token),
            "method of two" => (source.Token, other.Token),
            _ => (other.Token, source.Token),
        };
        Prepare(harness, phase, source);
        var items = new List<string?>();
        async Task ReadAsync()
        {
            await foreach (Candidate candidate in harness.Client.Candidates.ListAsync(cancellationToken: method).WithCancellation(enumeration))
            {
                items.Add(candidate.Id);
                if (phase == "between pages")
                {
                    await source.CancelAsync();
                }
            }
        }

        // The clock stands still: no limit can end the call in place of the cancellation.
        Task reading = ReadAsync();
        if (phase == "backing off")
        {
            harness.Time.Advance(TimeSpan.FromSeconds(30));
            await source.CancelAsync();
        }

        var canceled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);

        Assert.Equal(source.Token, canceled.CancellationToken);
        Assert.Equal(phase == "before" ? [] : ["1"], items);
    }

    [Fact]
    public async Task List_BothTokensCanceled_ThrowsWithOneOfThem()
    {
        var harness = new Harness();
        using var method = new CancellationTokenSource();
        using var enumeration = new CancellationTokenSource();
        harness.Stub.Then((_, token) =>
        {
            enumeration.Cancel();
            method.Cancel();
            return Never.ComesAsync<HttpResponseMessage>(token);
        });

        var canceled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            harness.Client.Candidates.ListAsync(cancellationToken: method.Token).ReadAllAsync(enumeration.Token));

        Assert.Contains(canceled.CancellationToken, (CancellationToken[])[method.Token, enumeration.Token]);
    }

    /// <summary>The first page arrives, unless the token is canceled before it; the second one never does.</summary>
    private static void Prepare(Harness harness, string phase, CancellationTokenSource source)
    {
        if (phase == "before")
        {
            source.Cancel();
            harness.Stub.Page("1");
            return;
        }

        harness.Stub.Page("1", "\"c1\"");
        Step cancel = token =>
        {
            source.Cancel();
            return new(Never.ComesAsync<ReadOnlyMemory<byte>>(token));
        };
        switch (phase)
        {
            case "connecting" or "headers":
                harness.Stub.Then(
                    (_, token) =>
                    {
                        source.Cancel();
                        return Never.ComesAsync<HttpResponseMessage>(token);
                    },
                    readsBody: phase == "headers");
                break;
            case "success body":
                harness.Stub.Answer(_ => StubHandler.Streaming(new ScriptedStream([Text("{"), cancel])));
                break;
            case "error body":
                harness.Stub.Answer(_ => new HttpResponseMessage(HttpStatusCode.NotFound)
                {
                    Content = new StreamContent(new ScriptedStream([Text("{"), cancel])),
                });
                break;
            case "backing off":
                harness.Stub.Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "60"));
                break;
            default:
                // Between the pages.
                harness.Stub.Page("2");
                break;
        }
    }
}
