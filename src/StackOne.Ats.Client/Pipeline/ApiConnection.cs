using Refit;
using StackOne.Ats.Client.Diagnostics;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>Creates Refit's interfaces over the pipeline.</summary>
internal sealed class ApiConnection(HttpClient http, CallReporter reporter)
{
    private RefitSettings? _settings;

    internal HttpClient Http => http;

    internal CallReporter Reporter => reporter;

    internal T Api<T>(Func<HttpClient, RefitSettings, T> create) =>
        create(http, LazyInitializer.EnsureInitialized(ref _settings, CreateSettings));

    /// <summary>
    /// The pipeline throws the exceptions that the user catches. By default, Refit would wrap them in exceptions that hold the live request,
    /// Authorization included.
    /// </summary>
    private RefitSettings CreateSettings() => new(new ModelSerializer())
    {
        // Any other mode copies the body, or sends it chunked.
        RequestBodySerialization = RequestBodySerializationMode.Buffered,
        ExceptionFactory = static _ => default,
        // A call on a disposed client fails in an HttpClient that the user never sees.
        TransportExceptionFactory = static (_, exception, _) =>
            exception is ObjectDisposedException ? new ObjectDisposedException(nameof(StackOneAtsClient)) : exception,
    };
}
