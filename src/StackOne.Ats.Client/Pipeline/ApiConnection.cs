using System.Collections.Concurrent;
using System.Text.Json.Serialization;
using Refit;
using StackOne.Ats.Client.Diagnostics;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>Creates Refit's interfaces over the pipeline.</summary>
internal sealed class ApiConnection(HttpClient http, CallErrors errors, CallReporter reporter)
{
    /// <summary>By group. Views share them, because the metadata of a group's models is costly to prepare.</summary>
    private readonly ConcurrentDictionary<JsonSerializerContext, RefitSettings> _settings = new();

    internal CallReporter Reporter => reporter;

    internal T Api<T>(JsonSerializerContext context, Func<HttpClient, RefitSettings, T> create) =>
        create(http, _settings.GetOrAdd(context, Settings));

    /// <summary>
    /// The pipeline throws the exceptions that the user catches. By default, Refit would wrap them in exceptions that hold the live request,
    /// Authorization included.
    /// </summary>
    private RefitSettings Settings(JsonSerializerContext context) => new(new ModelSerializer(context))
    {
        // Any other mode copies the body, or sends it chunked.
        RequestBodySerialization = RequestBodySerializationMode.Buffered,
        ExceptionFactory = static _ => default,
        // A call on a disposed client fails in an HttpClient that the user never sees.
        TransportExceptionFactory = static (_, exception, _) =>
            exception is ObjectDisposedException ? new ObjectDisposedException(nameof(StackOneAtsClient)) : exception,
        DeserializationExceptionFactory = (response, exception) =>
        {
            ApiCall call = ApiCall.Of(response.RequestMessage!);
            return new(call.Fail(errors.Unreadable(call, response, exception)));
        },
    };
}
