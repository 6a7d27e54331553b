using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Refit;

namespace StackOne.Ats.Client.Serialization;

/// <summary>Serializes requests for Refit, and gives it the results that the pipeline has read.</summary>
internal sealed class ModelSerializer : IHttpContentSerializer, ISynchronousContentSerializer
{
    /// <inheritdoc />
    public HttpContent ToHttpContent<T>(T item) => JsonRequestContent.Create(item, (JsonTypeInfo<T>)ModelJson.Shared.GetTypeInfo(typeof(T)));

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
