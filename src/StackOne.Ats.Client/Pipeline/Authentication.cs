using System.Text;
using StackOne.Ats.Client.Errors;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>Sets Authorization on every attempt: HTTP Basic with the key as user name and an empty password (RFC 7617).</summary>
internal sealed class Authentication(StackOneAtsClientOptions options)
{
    private readonly string? _fixed = options.ApiKey is { Length: > 0 } key ? Basic(key) : null;

    internal ValueTask SetAsync(HttpRequestMessage request, ApiCall call, CancellationToken cancellationToken)
    {
        if (_fixed is null)
        {
            return SetProvidedKeyAsync(request, call, cancellationToken);
        }

        Set(request, _fixed);
        return default;
    }

    private async ValueTask SetProvidedKeyAsync(HttpRequestMessage request, ApiCall call, CancellationToken cancellationToken) =>
        Set(request, Basic(await ProvideKeyAsync(call, cancellationToken).ConfigureAwait(false)));

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
            throw ExceptionFactory.CouldNotSend(call.Facts, $"{nameof(options.ApiKeyProvider)} failed", exception);
        }

        return key is not null && HeaderValue.IsKey(key)
            ? key
            : throw ExceptionFactory.CouldNotSend(call.Facts, $"the key that {nameof(options.ApiKeyProvider)} gives {HeaderValue.KeyRule}", null);
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

    /// <remarks>As text: an AuthenticationHeaderValue is written anew for each request.</remarks>
    private static void Set(HttpRequestMessage request, string value)
    {
        request.Headers.Remove("Authorization");
        request.Headers.TryAddWithoutValidation("Authorization", value);
    }

    private static string Basic(string key) => $"Basic {Convert.ToBase64String(Encoding.ASCII.GetBytes(key + ":"))}";
}
