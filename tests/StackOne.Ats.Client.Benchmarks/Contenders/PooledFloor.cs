using System.Buffers;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Benchmarks.Contenders;

/// <summary>The floor with bodies in pooled arrays and a response that is read as a stream.</summary>
internal sealed class PooledFloor(HttpMessageHandler handler, Uri address) : Floor(handler, address, "floor-pooled")
{
    internal override async Task<CandidatePage> PageAsync(string? cursor, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, PathOf(cursor));
        request.Headers.TryAddWithoutValidation("x-account-id", Payloads.Account);
        using HttpResponseMessage response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        return await ReadAsync(response, Json.Default.CandidatePage, cancellationToken).ConfigureAwait(false);
    }

    protected override async Task<AssessmentOrderResult> PostAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Payloads.OrderPath);
        request.Headers.TryAddWithoutValidation("x-account-id", Payloads.Account);
        request.Content = PooledContent.Create(Payloads.Order, Json.Default.AssessmentOrderRequest);
        request.Content.Headers.ContentType = JsonType;
        using HttpResponseMessage response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        return await ReadAsync(response, Json.Default.AssessmentOrderResult, cancellationToken).ConfigureAwait(false);
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    private static new async ValueTask<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        response.EnsureSuccessStatusCode();
        byte[] body = ArrayPool<byte>.Shared.Rent((int)(response.Content.Headers.ContentLength ?? 0) + 1);
        try
        {
            Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            int length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return JsonSerializer.Deserialize(body.AsSpan(0, length), type)!;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(body);
        }
    }

    private sealed class PooledContent : HttpContent, IBufferWriter<byte>
    {
        [ThreadStatic]
        private static Utf8JsonWriter? _writer;

        private byte[] _array = ArrayPool<byte>.Shared.Rent(4096);
        private int _length;

        internal static PooledContent Create<T>(T value, JsonTypeInfo<T> type)
        {
            var content = new PooledContent();
            _writer ??= new Utf8JsonWriter(content);
            _writer.Reset(content);
            JsonSerializer.Serialize(_writer, value, type);
            return content;
        }

        public void Advance(int count) => _length += count;

        /// <remarks>The benchmark's requests fit.</remarks>
        public Memory<byte> GetMemory(int sizeHint = 0) => _array.AsMemory(_length);

        public Span<byte> GetSpan(int sizeHint = 0) => _array.AsSpan(_length);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
            stream.WriteAsync(_array, 0, _length, cancellationToken);

        protected override bool TryComputeLength(out long length)
        {
            length = _length;
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            ArrayPool<byte>.Shared.Return(_array);
            _array = [];
            base.Dispose(disposing);
        }
    }
}
