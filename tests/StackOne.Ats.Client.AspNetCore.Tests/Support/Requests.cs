using System.Net.Http.Headers;
using System.Text;

namespace StackOne.Ats.Client.AspNetCore.Tests.Support;

/// <summary>Requests as StackOne sends them, and their answers.</summary>
internal static class Requests
{
    internal const string Order =
        """
        {"project_id":"p-1","account_id":"46009900","event":"ats_assessments.created","event_date":"2026-03-02T09:05:00.000Z",
        "record_type":"ats_assessments","record_id":"ord-1",
        "sent_at":"2026-03-02T09:05:00.400Z","record_remote_id":"998","event_data":{"id":"ord-1","package":{"id":"pkg-1"},
        "candidate":{"id":"cand-1","email":"ada@example.com"}}}
        """;

    /// <summary>The key of <see cref="Order"/>.</summary>
    internal const string OrderKey = "46009900/ats_assessments.created/ord-1/2026-03-02T09:05:00.0000000Z";

    /// <summary>A request for packages.</summary>
    internal const string Asked = "{\"account_id\":\"46009900\",\"provider\":\"greenhouse\"}";

    /// <summary>An event with nothing but its name.</summary>
    internal static string Named(string name) => $"{{\"event\":\"{name}\"}}";

    internal static string Sign(byte[] body) => StackOneWebhookReader.ComputeSignature(body, App.Secret);

    /// <summary>Posts JSON with a right signature.</summary>
    internal static Task<HttpResponseMessage> PostAsync(this App app, string path, string json, CancellationToken? cancellationToken = null)
    {
        byte[] body = Encoding.UTF8.GetBytes(json);
        return app.PostAsync(path, body, Sign(body), cancellationToken: cancellationToken);
    }

    internal static Task<HttpResponseMessage> PostAsync(
        this App app,
        string path,
        byte[] body,
        string? signature,
        Action<HttpRequestMessage>? change = null,
        CancellationToken? cancellationToken = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (signature is not null)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(StackOneWebhookReader.SignatureHeader, signature));
        }

        change?.Invoke(request);
        return app.Client.SendAsync(request, cancellationToken ?? TestContext.Current.CancellationToken);
    }

    /// <summary>The status of an answer, which must have no body unless it is a success.</summary>
    internal static async Task<int> StatusAsync(this Task<HttpResponseMessage> answer)
    {
        using HttpResponseMessage response = await answer;
        byte[] body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Empty(body);
        return (int)response.StatusCode;
    }
}
