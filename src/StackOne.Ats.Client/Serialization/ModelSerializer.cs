using System.Buffers;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Refit;
using StackOne.Ats.Client.Generated;

namespace StackOne.Ats.Client.Serialization;

/// <summary>How Refit turns models into bodies and back: source-generated JSON, pooled memory, no reflection.</summary>
internal sealed class ModelSerializer(JsonSerializerOptions json) : IHttpContentSerializer, ISynchronousContentSerializer
{
    internal ModelSerializer()
        : this(AdditionalMembers.Guard(StackOneJsonContext.Default))
    {
    }

    /// <inheritdoc />
    public HttpContent ToHttpContent<T>(T item) => JsonRequestContent.Create(item, TypeOf<T>());

    /// <inheritdoc />
    public HttpContent ToHttpContentSynchronous<T>(T item) => ToHttpContent(item);

    /// <inheritdoc />
    public HttpContent ToStreamingHttpContent<T>(T item) => ToHttpContent(item);

    /// <inheritdoc />
    /// <exception cref="JsonException">The body is empty, not JSON, not UTF-8, null, of another shape, or a member cannot hold its string.</exception>
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
            // A member that the contract does not know must not cost the others.
            value = Read<T>(json = pruned);
        }

        if (!JsonText.IsUtf8(json))
        {
            // It is in a member that the contract does not know, which would throw when the application reads it.
            throw new JsonException();
        }

        if (JsonText.HasLoneSurrogate(json))
        {
            // It is in such a member, too, and no reason to lose the others.
            value = Read<T>(JsonText.Repair(json));
        }

        body.Owner?.BodyRead();
        body.Owner = null;
        return Task.FromResult<T?>(value);
    }

    /// <summary>Refit asks this only for query and form objects, which no operation has.</summary>
    public string? GetFieldNameForProperty(PropertyInfo propertyInfo) => null;

    private T Read<T>(ReadOnlySequence<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes, JsonText.Kept);
        T value = JsonSerializer.Deserialize(ref reader, TypeOf<T>()) ?? throw new JsonException();
        // Deserialize stops at the end of the value. What follows must be white space, or this is not the document that was sent: Read throws.
        reader.Read();
        return value;
    }

    private JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)json.GetTypeInfo(typeof(T));
}
