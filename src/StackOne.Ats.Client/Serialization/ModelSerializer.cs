using System.Buffers;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Refit;

namespace StackOne.Ats.Client.Serialization;

/// <summary>Serializes and deserializes models for Refit with source-generated JSON and pooled memory.</summary>
internal sealed class ModelSerializer : IHttpContentSerializer, ISynchronousContentSerializer
{
    /// <inheritdoc />
    public HttpContent ToHttpContent<T>(T item) => JsonRequestContent.Create(item, TypeOf<T>());

    /// <inheritdoc />
    public HttpContent ToHttpContentSynchronous<T>(T item) => ToHttpContent(item);

    /// <inheritdoc />
    public HttpContent ToStreamingHttpContent<T>(T item) => ToHttpContent(item);

    /// <inheritdoc />
    /// <exception cref="JsonException">
    /// The body is empty, null, not JSON, not UTF-8, of another shape, or has a string that its member cannot hold.
    /// </exception>
    public Task<T?> FromHttpContentAsync<T>(HttpContent content, CancellationToken cancellationToken = default)
    {
        var body = (PooledBody)content;
        ReadOnlySequence<byte> json = body.Bytes;
        T value;
        try
        {
            value = Read<T>(json);
        }
        catch (JsonException) when (JsonText.Prune(json) is { } pruned)
        {
            // The nesting is in a member that the contract does not define, which must not make the other members unreadable.
            value = Read<T>(json = pruned);
        }

        if (!JsonText.IsUtf8(json))
        {
            // The invalid text is in a member that the contract does not define, which would throw when the application reads it.
            throw new JsonException();
        }

        if (JsonText.HasLoneSurrogate(json))
        {
            // The lone surrogate is in such a member, too, and no reason to lose the other members.
            value = Read<T>(JsonText.Repair(json));
        }

        body.Owner?.BodyRead();
        return Task.FromResult<T?>(value);
    }

    /// <summary>Refit calls this only for query and form objects, which no operation has.</summary>
    public string? GetFieldNameForProperty(PropertyInfo propertyInfo) => null;

    private static T Read<T>(ReadOnlySequence<byte> bytes)
    {
        T value = (bytes.IsSingleSegment ? JsonSerializer.Deserialize(bytes.FirstSpan, TypeOf<T>()) : ReadSegments<T>(bytes)) ?? throw new JsonException();
        return value is IEnvelope { IsComplete: false } ? throw new JsonException() : value;
    }

    /// <remarks>Unlike reading a span, this reads the tokens twice: first to find the end of the value.</remarks>
    private static T? ReadSegments<T>(ReadOnlySequence<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes, JsonText.Kept);
        T? value = JsonSerializer.Deserialize(ref reader, TypeOf<T>());
        // Deserialize stops at the end of the value. Read throws if anything but white space follows: the body is not one JSON document.
        reader.Read();
        return value;
    }

    private static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)ModelJson.Shared.GetTypeInfo(typeof(T));
}
