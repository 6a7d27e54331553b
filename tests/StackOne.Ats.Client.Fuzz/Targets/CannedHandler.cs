using System.Net;

namespace StackOne.Ats.Client.Fuzz.Targets;

/// <summary>Answers every request with one status and body, the body in pieces. Nothing waits, so a call ends in the thread that made it.</summary>
internal sealed class CannedHandler : HttpMessageHandler
{
    internal HttpStatusCode Status { get; set; }

    internal byte[] Body { get; set; } = [];

    internal bool AppliesHeartbeat { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await (request.Content?.CopyToAsync(Stream.Null, cancellationToken) ?? Task.CompletedTask);
        var response = new HttpResponseMessage(Status) { Content = new StreamContent(new Pieces(Body)) };
        if (AppliesHeartbeat)
        {
            response.Headers.TryAddWithoutValidation("Preference-Applied", "heartbeat");
        }

        return response;
    }

    /// <summary>A body in pieces of one to some thousand bytes; which, and whether its length is known, follows from its length.</summary>
    private sealed class Pieces(byte[] body) : MemoryStream(body, writable: false)
    {
        private uint _state = (uint)body.Length;

        public override bool CanSeek => Length % 2 == 0;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _state = (_state * 1664525) + 1013904223;
            int most = 1 << (int)(_state >> 28);
            return new(Read(buffer.Span[..Math.Min(buffer.Length, most)]));
        }
    }
}
