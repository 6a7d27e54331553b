using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Refit;

namespace StackOne.Ats.Client.Serialization;

/// <summary>Serializes requests for Refit, and gives it the results that the pipeline has read.</summary>
internal sealed class ModelSerializer : IHttpContentSerializer, ISynchronousContentSerializer
{
    private readonly ModelJson _json;

    private ModelSerializer(ModelJson json) => _json = json;

    /// <summary>
    /// The pipeline throws the exceptions that the user catches. By default, Refit would wrap them in exceptions that hold the live request,
    /// Authorization included.
    /// </summary>
    internal static RefitSettings CreateSettings(ModelJson json) => new(new ModelSerializer(json))
    {
        // Any other mode copies the body, or sends it chunked.
        RequestBodySerialization = RequestBodySerializationMode.Buffered,
        ExceptionFactory = static _ => default,
        // A call on a disposed client fails in an HttpClient that the user never sees.
        TransportExceptionFactory = static (_, exception, _) =>
            exception is ObjectDisposedException ? new ObjectDisposedException(nameof(StackOneAtsClient)) : exception,
    };

    /// <inheritdoc />
    public HttpContent ToHttpContent<T>(T item) => JsonRequestContent.Create(item, (JsonTypeInfo<T>)_json.Options.GetTypeInfo(typeof(T)));

    /// <inheritdoc />
    public HttpContent ToHttpContentSynchronous<T>(T item) => ToHttpContent(item);

    /// <inheritdoc />
    public HttpContent ToStreamingHttpContent<T>(T item) => ToHttpContent(item);

    /// <inheritdoc />
    public Task<T?> FromHttpContentAsync<T>(HttpContent content, CancellationToken cancellationToken = default) =>
        Task.FromResult((T?)((PooledBody)content).Result);

    /// <summary>Refit calls this only for query and form objects, which no operation has.</summary>
    public string? GetFieldNameForProperty(PropertyInfo propertyInfo) => null;
}
