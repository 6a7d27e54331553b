using System.Net;
using System.Text;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Pipeline;

public class AuthenticationTests
{
    [Fact]
    public async Task Order_FixedKey_IsSentOnceOnEachAttempt()
    {
        var harness = new Harness();
        harness.Stub.Answer(HttpStatusCode.TooManyRequests).Answer(HttpStatusCode.OK);

        await harness.OrderAsync();

        Assert.All(harness.Stub.Sent, sent => Assert.Equal(Basic(Harness.Key), sent.Headers["Authorization"]));
    }

    [Fact]
    public async Task Order_ProvidedKey_IsAskedForOnEachAttempt()
    {
        var harness = new Harness();
        int asked = 0;
        harness.Options.ApiKey = null;
        harness.Options.ApiKeyProvider = _ => new($"key-{++asked}");
        harness.Stub.Answer(HttpStatusCode.TooManyRequests).Answer(HttpStatusCode.OK);

        await harness.OrderAsync();

        Assert.Equal([Basic("key-1"), Basic("key-2")], harness.Stub.Sent.Select(sent => sent.Headers["Authorization"]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a:b")]
    [InlineData("a\r\nX-Evil: 1")]
    [InlineData("clé")]
    public async Task Order_UnfitProvidedKey_IsRefusedAndNotShown(string? key)
    {
        var harness = new Harness();
        harness.Options.ApiKey = null;
        harness.Options.ApiKeyProvider = _ => new(key!);

        var failure = await Assert.ThrowsAsync<StackOneException>(() => harness.OrderAsync());

        Assert.Contains(nameof(StackOneAtsClientOptions.ApiKeyProvider), failure.Message, StringComparison.Ordinal);
        Assert.False(failure.OutcomeUnknown);
        Assert.Empty(harness.Stub.Sent);
        if (key is { Length: > 0 })
        {
            Assert.DoesNotContain(key, failure.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Order_ProviderThrows_IsTypedAndNotTriedAgain()
    {
        var harness = new Harness();
        int asked = 0;
        var cause = new InvalidOperationException("vault is sealed");
        harness.Options.ApiKey = null;
        harness.Options.ApiKeyProvider = _ =>
        {
            asked++;
            throw cause;
        };

        var failure = await Assert.ThrowsAsync<StackOneException>(() => harness.OrderAsync());

        Assert.Same(cause, failure.InnerException);
        Assert.Equal(1, asked);
        Assert.Empty(harness.Stub.Sent);
    }

    [Fact]
    public async Task Order_ProviderHangs_EndsWithTheAttemptAndIsTriedAgain()
    {
        var harness = new Harness();
        int asked = 0;
        harness.Options.ApiKey = null;
        harness.Options.ApiKeyProvider = token => ++asked == 1 ? new(Never.ComesAsync<string>(token)) : new("key-2");
        harness.Stub.Answer(HttpStatusCode.OK);

        await harness.OrderAsync();

        Assert.Equal(Basic("key-2"), harness.Stub.Sent.Single().Headers["Authorization"]);
    }

    [Fact]
    public async Task Order_ProviderFailsAfterItsAttemptHasEnded_IsNotReportedAsOverlooked()
    {
        var cause = new InvalidOperationException("too late");
        var overlooked = new List<Exception>();
        EventHandler<UnobservedTaskExceptionEventArgs> listener = (_, args) => overlooked.AddRange(args.Exception.InnerExceptions);
        TaskScheduler.UnobservedTaskException += listener;
        try
        {
            await FailLateAsync(cause);
            await Task.Yield();
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= listener;
        }

        Assert.DoesNotContain(cause, overlooked);

        // In a method of its own, and off the stack by the yield above, so that nothing keeps the task that failed.
        static async Task FailLateAsync(Exception cause)
        {
            var key = new TaskCompletionSource<string>();
            var harness = new Harness();
            harness.Options.ApiKey = null;
            harness.Options.Retry.MaxRetries = 0;
            harness.Options.ApiKeyProvider = _ => new(key.Task);
            await Assert.ThrowsAsync<StackOneTimeoutException>(() => harness.OrderAsync());
            key.SetException(cause);
        }
    }

    private static string Basic(string key) => "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes(key + ":"));
}
