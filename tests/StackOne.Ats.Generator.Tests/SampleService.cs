using System.Net;
using System.Text;
using StackOne.Ats.Client;

namespace StackOne.Ats.Generator.Tests;

/// <summary>The sample's generated client over the library's pipeline, and the server behind it.</summary>
internal sealed class SampleService : HttpMessageHandler
{
    private readonly Client.StackOneAtsClient _library;

    internal SampleService()
    {
        _library = new(new StackOneAtsClientOptions { ApiKey = "key", AccountId = "acc_1", Heartbeat = true }, this);
        Client = new Sample.StackOneAtsClient(_library.Scope);
    }

    internal Sample.StackOneAtsClient Client { get; }

    internal List<HttpRequestMessage> Requests { get; } = [];

    internal List<string?> Bodies { get; } = [];

    /// <summary>The answers to come. Without any, the answer is 204.</summary>
    internal Queue<HttpContent> Answers { get; } = [];

    internal void Answer(string json) => Answers.Enqueue(new StringContent(json, Encoding.UTF8, "application/json"));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        Bodies.Add(request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken));
        return Answers.TryDequeue(out HttpContent? content)
            ? new HttpResponseMessage(HttpStatusCode.OK) { Content = content }
            : new HttpResponseMessage(HttpStatusCode.NoContent);
    }

    protected override void Dispose(bool disposing)
    {
        _library.Dispose();
        base.Dispose(disposing);
    }
}
