using StackOne.Ats.Client.Resilience;
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
        HttpResponseMessage response;
        call.Progress = AttemptProgress.HandedOn;
        try
        {
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (StackOneException exception)
        {
            throw new ForeignFailureException(exception);
        }

        Note(call, request, response);
        var body = new PooledBody(response.Content);
        response.Content = body;
        int limit = response.IsSuccessStatusCode ? options.MaxResponseBytes : options.MaxErrorBytes;
        try
        {
            if (!await ReadAsync(body, limit, call.Deadline!, cancellationToken).ConfigureAwait(false) && response.IsSuccessStatusCode)
            {
                throw errors.Unreadable(call, response, $"is longer than {nameof(options.MaxResponseBytes)} allows");
            }
        }
        catch when (!response.IsSuccessStatusCode && !IsCancelledByCaller(call, cancellationToken))
        {
            // The status and the headers say what to do, whatever became of the rest of an error's body. What came of it is kept.
        }
        catch (Exception exception)
        {
            response.Dispose();
            if (AttemptFailures.IsTransport(exception) || exception is StackOneException)
            {
                throw;
            }

            // Some decoders report bytes that they cannot decode as a misuse of themselves.
            throw new InvalidDataException("The body cannot be decoded.", exception);
        }

        if (response.IsSuccessStatusCode && LateError.Find(response) is { } status)
        {
            response.StatusCode = status;
        }

        return response;
    }

    private static void Note(ApiCall call, HttpRequestMessage request, HttpResponseMessage response)
    {
        call.Progress = AttemptProgress.Answered;
        call.RequestId = ResponseHeaders.RequestId(response) ?? call.RequestId;
        // A handler of the application's own may have sent a copy.
        response.RequestMessage = request;
        if (call.HeartbeatAsked && ResponseHeaders.HeartbeatApplied(response))
        {
            call.Deadline!.LiftAttemptLimit();
        }
    }

    private static bool IsCancelledByCaller(ApiCall call, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested && call.Deadline!.Expired is null;

    /// <summary>Reads up to the end, or to the limit; false where there was more.</summary>
    private static async Task<bool> ReadAsync(PooledBody body, int limit, AttemptDeadline deadline, CancellationToken cancellationToken)
    {
        Stream stream = await body.Source.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        while (true)
        {
            // One byte past the limit tells a body that is too long from one that just fits.
            Memory<byte> memory = body.GetMemory();
            memory = memory[..(int)Math.Min(memory.Length, limit - body.Length + 1)];

            ValueTask<int> reading = stream.ReadAsync(memory, cancellationToken);
            if (!reading.IsCompleted)
            {
                deadline.BodyProgressed();
            }

            int count = await reading.ConfigureAwait(false);
            if (count == 0)
            {
                return true;
            }

            deadline.BodyProgressed();
            if (body.Length == 0)
            {
                count = DropHeartbeats(memory.Span[..count]);
            }

            bool fits = body.Length + count <= limit;
            body.Advance(fits ? count : (int)(limit - body.Length));
            if (!fits)
            {
                return false;
            }
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
