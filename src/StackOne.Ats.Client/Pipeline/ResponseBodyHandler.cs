using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>
/// Reads the body inside the attempt. Refit asks for the headers only, so a limit further out would end there: a stalled body would hang
/// for ever, and a connection lost in mid-body would escape the retry.
/// </summary>
internal sealed class ResponseBodyHandler(StackOneAtsClientOptions options, CallErrors errors) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ApiCall call = ApiCall.Of(request);
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            response.RequestMessage ??= request;
            call.RequestId = ResponseHeaders.RequestId(response) ?? call.RequestId;
            if (call.HeartbeatAsked && ResponseHeaders.HeartbeatApplied(response))
            {
                call.Deadline!.LiftAttemptLimit();
            }

            await ReadAsync(response, call, cancellationToken).ConfigureAwait(false);
            if (call.HeartbeatAsked && response.IsSuccessStatusCode && LateError.Find(response) is { } status)
            {
                response.StatusCode = status;
            }

            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async Task ReadAsync(HttpResponseMessage response, ApiCall call, CancellationToken cancellationToken)
    {
        HttpContent source = response.Content;
        var body = new PooledBody(source);
        response.Content = body;

        int limit = response.IsSuccessStatusCode ? options.MaxResponseBytes : options.MaxErrorBytes;
        Stream stream = await source.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        bool begun = !call.HeartbeatAsked;
        while (true)
        {
            // One byte past the limit tells a body that is too long from one that just fits.
            Memory<byte> memory = body.GetMemory();
            memory = memory[..(int)Math.Min(memory.Length, limit - body.Length + 1)];

            ValueTask<int> reading = stream.ReadAsync(memory, cancellationToken);
            if (!reading.IsCompleted)
            {
                call.Deadline!.AwaitBody();
            }

            int count = await reading.ConfigureAwait(false);
            if (count == 0)
            {
                return;
            }

            if (!begun)
            {
                count = DropHeartbeats(memory.Span[..count]);
                begun = count > 0;
            }

            if (body.Length + count > limit)
            {
                if (response.IsSuccessStatusCode)
                {
                    body.Advance(count);
                    throw errors.Unreadable(call, response, $"is longer than {nameof(options.MaxResponseBytes)} allows");
                }

                body.Advance((int)(limit - body.Length));
                return;
            }

            body.Advance(count);
        }
    }

    /// <summary>Newlines before the JSON are heartbeats: moves what follows them to the front, and says how much that is.</summary>
    private static int DropHeartbeats(Span<byte> bytes)
    {
        int start = bytes.IndexOfAnyExcept((byte)'\n', (byte)'\r');
        if (start < 0)
        {
            return 0;
        }

        bytes[start..].CopyTo(bytes);
        return bytes.Length - start;
    }
}
