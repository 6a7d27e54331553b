using System.Net;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using StackOne.Ats.Client;
using StackOne.Ats.Client.AspNetCore;
using StackOne.Ats.Client.AspNetCore.AotApp;
using StackOne.Ats.Client.Models;

await Orders.RunAsync();
await OtherKinds.RunAsync();
SignedEvent.Read();

const string Secret = "whsec-example";
const string Order =
    """
    {"account_id":"46009900","event":"ats_assessments.created","event_date":"2026-03-02T09:05:00Z","record_id":"ord-1",
     "event_data":{"candidate":{"id":"cand-1"}}}
    """;

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Configuration.AddInMemoryCollection([new("StackOne:Secrets:0", Secret), new("StackOne:PackageKeys", "key")]);
builder.Services.AddStackOneWebhooks(builder.Configuration.GetSection("StackOne"));
builder.Services.AddSingleton<Received>();
builder.Services.AddScoped<IStackOneEventHandler<AssessmentOrderEvent>, OrderHandler>();
builder.Services.AddScoped<IStackOneEventHandler<StackOneEvent>, AnyHandler>();
builder.Services.AddScoped<IStackOnePackageProvider<BackgroundCheckPackage>, CheckProvider>();

await using WebApplication app = builder.Build();
app.MapStackOneWebhooks("/classes");
app.MapStackOneWebhooks("/typed", (StackOneEvent received, CancellationToken _) => throw new InvalidOperationException("This handler fails."));
app.MapStackOneWebhooks("/service", (AssessmentOrderEvent received, Received all, CancellationToken _) => all.Add($"service {received.RecordId}"));
app.MapStackOneAssessmentPackages("/packages", (PackageListRequest request, Received _) =>
    new AssessmentPackage[] { new() { Id = request.AccountId, Name = "SQL" } });
app.MapStackOneBackgroundCheckPackages("/checks");
await app.StartAsync();

string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
using var client = new HttpClient { BaseAddress = new Uri(address) };
string signature = StackOneWebhookReader.ComputeSignature(Encoding.UTF8.GetBytes(Order), Secret);

await ExpectAsync("/classes", Order, HttpStatusCode.OK, "");
await ExpectAsync("/service", Order, HttpStatusCode.OK, "");
await ExpectAsync("/typed", Order, HttpStatusCode.InternalServerError, "");
await ExpectAsync("/classes", "{}", HttpStatusCode.Unauthorized, "");
await ExpectAsync("/packages", """{"account_id":46009900}""", HttpStatusCode.OK, """{"data":[{"id":"46009900","name":"SQL"}]}""");
await ExpectAsync("/checks", "{}", HttpStatusCode.OK, """{"data":[{"id":"check"}]}""");

string handled = string.Join(", ", app.Services.GetRequiredService<Received>().All);
Require(handled == "order cand-1, any ats_assessments.created, service ord-1", $"The handlers received: {handled}");
Console.WriteLine($"OK: {handled}");

async Task ExpectAsync(string path, string body, HttpStatusCode status, string expected)
{
    using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
    request.Headers.Add(StackOneWebhookReader.SignatureHeader, signature);
    request.Headers.Authorization = new("Basic", Convert.ToBase64String("key:"u8));
    using HttpResponseMessage answer = await client.SendAsync(request);
    string text = await answer.Content.ReadAsStringAsync();
    Require(answer.StatusCode == status && text == expected, $"{path} answered {answer.StatusCode}: {text}");
}

static void Require(bool holds, string otherwise)
{
    if (!holds)
    {
        throw new InvalidOperationException(otherwise);
    }
}
