using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using StackOne.Ats.Client.AspNetCore.Tests.Support;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.AspNetCore.Tests.Readme;

#region receiver-inbox
public class OrderInbox(IConfiguration configuration)
{
    private readonly string _folder = Directory.CreateDirectory(configuration["Inbox"] ?? "inbox").FullName;

    public async Task StoreAsync(StackOneEvent received, CancellationToken cancellationToken)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(received.DeduplicationKey));
        string file = Path.Combine(_folder, $"{Convert.ToHexString(hash)}.json");
        string part = $"{file}.{Guid.NewGuid():N}";
        await using (var stream = new FileStream(part, FileMode.CreateNew, FileAccess.Write))
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(received.ToJson()), cancellationToken);
            stream.Flush(flushToDisk: true);
        }

        // Another delivery of the same event replaces it.
        File.Move(part, file, overwrite: true);
    }
}

public class Catalogue
{
    private readonly AssessmentPackage[] _all = [new() { Id = "sql-basics", Name = "SQL basics", Description = "Forty minutes of queries." }];

    public IEnumerable<AssessmentPackage> For(string? accountId) => _all;
}
#endregion

#region receiver-class
public class OrderHandler(OrderInbox inbox) : IStackOneEventHandler<AssessmentOrderEvent>
{
    public Task HandleAsync(AssessmentOrderEvent received, CancellationToken cancellationToken) => inbox.StoreAsync(received, cancellationToken);
}
#endregion

public sealed class ReceiverSnippets : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("stackone").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string[] Args => [
        $"--Inbox={_folder}", $"--StackOne:Webhooks:Secrets={App.Secret}", "--StackOne:Webhooks:PackageKeys=key", "--urls=http://127.0.0.1:0",
        "--Logging:LogLevel:Default=None"];

    [Fact]
    public async Task Service_OfTheGuide_StoresAnOrderOnceAndListsPackages()
    {
        string[] args = Args;

        #region receiver
        WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
        builder.Services.AddStackOneWebhooks(builder.Configuration.GetSection("StackOne:Webhooks"));
        builder.Services.AddSingleton<OrderInbox>();
        builder.Services.AddSingleton<Catalogue>();

        WebApplication app = builder.Build();
        app.MapStackOneWebhooks("/stackone/events", async (StackOneEvent received, OrderInbox inbox, CancellationToken cancellationToken) =>
            await inbox.StoreAsync(received, cancellationToken));
        app.MapStackOneAssessmentPackages("/stackone/packages", (PackageListRequest request, Catalogue catalogue) =>
            catalogue.For(request.AccountId));
        #endregion

        await using WebApplication disposed = app;
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        for (int delivery = 0; delivery < 2; delivery++)
        {
            using HttpResponseMessage answer = await client.SendAsync(Signed("/stackone/events", Requests.Order), Token);
            Assert.Equal(200, (int)answer.StatusCode);
        }

        string stored = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(_folder)), TestContext.Current.CancellationToken);
        Assert.Equal(StackOneEvent.Parse(Requests.Order), StackOneEvent.Parse(stored));

        using HttpResponseMessage packages = await client.SendAsync(Signed("/stackone/packages", "{\"account_id\":\"1\"}"), Token);
        Assert.Contains("\"id\":\"sql-basics\"", await packages.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Classes_OfTheGuide_StoreAnOrder()
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(Args);
        builder.Services.AddStackOneWebhooks(builder.Configuration.GetSection("StackOne:Webhooks"));
        builder.Services.AddSingleton<OrderInbox>();
        WebApplication app;

        #region receiver-classes
        builder.Services.AddScoped<IStackOneEventHandler<AssessmentOrderEvent>, OrderHandler>();

        app = builder.Build();
        app.MapStackOneWebhooks("/stackone/events").RequireHost("localhost");
        #endregion

        await using WebApplication disposed = app;
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new UriBuilder(app.Urls.Single()) { Host = "127.0.0.1" }.Uri };
        HttpRequestMessage request = Signed("/stackone/events", Requests.Order);
        request.Headers.Host = "localhost";

        using HttpResponseMessage answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Single(Directory.GetFiles(_folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static HttpRequestMessage Signed(string path, string json)
    {
        byte[] body = Encoding.UTF8.GetBytes(json);
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Headers.Add(StackOneWebhookReader.SignatureHeader, Requests.Sign(body));
        request.Headers.Authorization = new("Basic", Convert.ToBase64String("key"u8));
        return request;
    }
}
