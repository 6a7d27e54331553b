using System.Net.Http.Headers;
using System.Text;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>Sets Authorization on every attempt: HTTP Basic with the key as user name and an empty password (RFC 7617).</summary>
internal sealed class AuthenticationHandler(StackOneAtsClientOptions options) : DelegatingHandler
{
    private readonly AuthenticationHeaderValue? _fixed = options.ApiKey is { } key ? Basic(key) : null;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_fixed is null)
        {
            return SendWithProvidedKeyAsync(request, cancellationToken);
        }

        request.Headers.Authorization = _fixed;
        return base.SendAsync(request, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendWithProvidedKeyAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = Basic(await ProvideKeyAsync(ApiCall.Of(request), cancellationToken).ConfigureAwait(false));
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<string> ProvideKeyAsync(ApiCall call, CancellationToken cancellationToken)
    {
        string? key;
        try
        {
            // WaitAsync: a provider that ignores its token must not outlast the attempt.
            Task<string> asking = options.ApiKeyProvider!(cancellationToken).AsTask();
            IgnoreFailure(asking);
            key = await asking.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw CallErrors.CouldNotSend(call, $"{nameof(options.ApiKeyProvider)} failed", exception);
        }

        return key is not null && HeaderValue.IsKey(key)
            ? key
            : throw CallErrors.CouldNotSend(call, $"the key that {nameof(options.ApiKeyProvider)} gives {HeaderValue.KeyRule}", null);
    }

    /// <summary>Observes a failure after the attempt has ended, which would otherwise raise UnobservedTaskException.</summary>
    private static void IgnoreFailure(Task asking)
    {
        if (!asking.IsCompleted)
        {
            asking.ContinueWith(
                static failed => _ = failed.Exception,
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }
    }

    private static AuthenticationHeaderValue Basic(string key) =>
        new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(key + ":")));
}
