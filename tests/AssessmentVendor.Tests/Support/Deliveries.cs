using System.Net;
using System.Text.Json;
using StackOne.Ats.Client;
using StackOne.Ats.Client.Testing;

namespace AssessmentVendor.Tests;

/// <summary>Sends events of orders as StackOne does, at the times that the test wants.</summary>
internal static class Deliveries
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Sends the event of an order. Returns the status of the answer, or null if there was none.</summary>
    internal static async Task<HttpStatusCode?> SendAsync(
        Uri url, SandboxAtsOrder order, string name = "ats_assessments.created", string secret = Service.Secret, object? data = null)
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            project_id = "p-1",
            account_id = order.AccountId,
            @event = name,
            event_date = order.OrderedAt,
            record_type = "ats_assessments",
            record_id = order.Id,
            sent_at = DateTimeOffset.UtcNow,
            event_data = data ?? new
            {
                id = order.Id,
                package = new { id = order.PackageId },
                application = new { id = order.ApplicationId },
                candidate = new { id = order.CandidateId },
                job = new { id = order.JobId },
            },
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add(StackOneWebhookReader.SignatureHeader, StackOneWebhookReader.ComputeSignature(body, secret));
        try
        {
            using HttpResponseMessage response = await Http.SendAsync(request);
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
