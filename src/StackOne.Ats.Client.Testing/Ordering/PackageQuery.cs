using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using StackOne.Ats.Client.Testing.Resources;

namespace StackOne.Ats.Client.Testing.Ordering;

/// <summary>Asks a vendor's endpoint for packages, as StackOne does.</summary>
internal static class PackageQuery
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
    {
        Timeout = TimeSpan.FromSeconds(30),
    };

    /// <exception cref="HttpRequestException">There is no answer, or it is not a 2xx.</exception>
    /// <exception cref="InvalidDataException">The answer is not a list of packages with ids.</exception>
    internal static async Task<JsonObject[]> SendAsync(Uri url, SandboxPackageRequest request, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["account_id"] = request.AccountId, ["provider"] = request.Provider };
        if (request.JobId is { } job)
        {
            body["job_id"] = job;
        }

        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(body);
        using var message = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(bytes) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (request.Secret is { } secret)
        {
            message.Headers.Add(StackOneWebhookReader.SignatureHeader, StackOneWebhookReader.ComputeSignature(bytes, secret));
        }

        if (request.Key is { } key)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(key)));
        }

        using HttpResponseMessage response = await Http.SendAsync(message, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException(
                $"The vendor's endpoint {url} answered {(int)response.StatusCode}. "
                + "For a 401, sign the request or send the key as the endpoint expects.",
                inner: null,
                response.StatusCode);
        }

        return Read(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
    }

    private static JsonObject[] Read(byte[] answer)
    {
        try
        {
            JsonElement body = JsonSerializer.Deserialize<JsonElement>(answer);
            JsonObject[] packages = [.. body.GetProperty("data").EnumerateArray().Select(JsonExtensions.ToJsonObject)];
            return packages.All(package => package["id"] is JsonValue id && id.GetValueKind() == JsonValueKind.String)
                ? packages
                : throw new InvalidDataException("A package has no id.");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException("The answer is not a JSON object with a list of packages in its member data.", exception);
        }
    }
}
