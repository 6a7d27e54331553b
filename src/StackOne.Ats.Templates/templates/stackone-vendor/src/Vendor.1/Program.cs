using StackOne.Ats.Client.AspNetCore;
using StackOne.Ats.Client.Models;
using Vendor._1;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
//-:cnd:noEmit
#if DEBUG
Sandbox.UseWithoutKey(builder);
#endif
//+:cnd:noEmit
builder.Services.AddStackOneAts(builder.Configuration.GetSection("StackOne"));
builder.Services.AddStackOneWebhooks(builder.Configuration.GetSection("StackOne:Webhooks"));
builder.Services.AddSingleton<Inbox>();
builder.Services.AddSingleton<Catalogue>();
builder.Services.AddSingleton<Assessment>();
builder.Services.AddHostedService<OrderWorker>();

WebApplication app = builder.Build();
app.MapStackOneWebhooks("/stackone/events", (AssessmentOrderEvent received, Inbox inbox, CancellationToken cancellationToken) =>
    inbox.StoreAsync(received, cancellationToken));
app.MapStackOneAssessmentPackages("/stackone/packages", (PackageListRequest _, Catalogue catalogue) => catalogue.Packages);
app.Run();
