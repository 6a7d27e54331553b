using Refit;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>Refit over the pipeline: the one place that knows how its interfaces are made.</summary>
internal sealed class ApiConnection(HttpClient http, CallErrors errors)
{
    /// <summary>
    /// Refit adds nothing to a failure: the handlers throw what the user is to catch. Left to itself it would wrap them in exceptions that
    /// hold the live request, Authorization included.
    /// </summary>
    private readonly RefitSettings _settings = new(new ModelSerializer())
    {
        // Take a body as the serializer makes it, bytes of a known length: any other mode copies it or sends it chunked.
        RequestBodySerialization = RequestBodySerializationMode.Buffered,
        ExceptionFactory = static _ => default,
        TransportExceptionFactory = static (_, exception, cancellation) => Transport(exception, cancellation),
        DeserializationExceptionFactory = (response, exception) =>
        {
            ApiCall call = ApiCall.Of(response.RequestMessage!);
            return new(call.Fail(errors.Unreadable(call, response, exception)));
        },
    };

    internal T Api<T>() => RestService.ForGenerated<T>(http, _settings);

    /// <summary>
    /// A cancellation that is not the caller's comes from disposing the client while the call is under way; a call after that, from an
    /// HttpClient that the user never sees.
    /// </summary>
    private static Exception Transport(Exception exception, CancellationToken cancellation) => exception switch
    {
        OperationCanceledException when !cancellation.IsCancellationRequested => new ObjectDisposedException(nameof(StackOneAtsClient)),
        ObjectDisposedException => new ObjectDisposedException(nameof(StackOneAtsClient)),
        _ => exception,
    };
}
