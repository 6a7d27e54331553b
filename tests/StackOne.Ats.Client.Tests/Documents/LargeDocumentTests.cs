using System.Net;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Tests.Documents;

/// <summary>Documents that are too large to be in memory more often than necessary.</summary>
public class LargeDocumentTests
{
    private const int Megabyte = 1024 * 1024;

    /// <summary>Nothing waits for anything, so all runs on the thread that it is measured on: what is allocated in total bounds the peak.</summary>
    [Fact]
    public async Task Download_Of500Megabytes_AllocatesLessThan20()
    {
        using var client = new StackOneAtsClient(new() { ApiKey = "key", AccountId = "acc_1" }, new Answering(() => new Zeros(500L * Megabyte)));
        var file = new Counter();

        long allocated = await Task.Run(async () =>
        {
            int thread = Environment.CurrentManagedThreadId;
            long before = GC.GetAllocatedBytesForCurrentThread();
            using (StackOneDownload document = await client.Applications.DownloadDocumentAsync("app_1", "doc_1"))
            {
                document.Content.CopyTo(file);
            }

            Assert.Equal(thread, Environment.CurrentManagedThreadId);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });

        Assert.Equal(500L * Megabyte, file.Written);
        Assert.InRange(allocated, 1, 20 * Megabyte);
    }

    [Fact]
    public async Task Upload_Of20Megabytes_ArrivesWhole()
    {
        var handler = new Answering(() => new MemoryStream("""{"statusCode":201,"message":"ok"}"""u8.ToArray()));
        using var client = new StackOneAtsClient(new() { ApiKey = "key", AccountId = "acc_1" }, handler);
        byte[] bytes = new byte[20 * Megabyte];
        new Random(1).NextBytes(bytes);

        await client.Applications.UploadDocumentAsync(
            "app_1",
            new MemoryStream(bytes),
            new DocumentUploadRequest { Name = "large" },
            TestContext.Current.CancellationToken);

        const string Before = "{\"name\":\"large\",\"content\":\"";
        string body = System.Text.Encoding.ASCII.GetString(handler.Body!);
        Assert.StartsWith(Before, body, StringComparison.Ordinal);
        Assert.True(bytes.AsSpan().SequenceEqual(Convert.FromBase64String(body[Before.Length..^2])));
    }

    private sealed class Answering(Func<Stream> answer) : HttpMessageHandler
    {
        internal byte[]? Body { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Content is not null)
            {
                Body = await request.Content.ReadAsByteArrayAsync(cancellationToken);
            }

            return new HttpResponseMessage(request.Method == HttpMethod.Get ? HttpStatusCode.OK : HttpStatusCode.Created)
            {
                Content = new StreamContent(answer()),
            };
        }
    }

    private sealed class Counter : MemoryStream
    {
        internal long Written { get; private set; }

        public override void Write(byte[] buffer, int offset, int count) => Written += count;

        public override void Write(ReadOnlySpan<byte> buffer) => Written += buffer.Length;
    }

    private sealed class Zeros(long length) : MemoryStream
    {
        private long _left = length;

        public override int Read(byte[] buffer, int offset, int count) => Take(count);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Take(buffer.Length));

        private int Take(int most)
        {
            int count = (int)Math.Min(most, _left);
            _left -= count;
            return count;
        }
    }
}
