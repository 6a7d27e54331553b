using System.Data.Common;
using AssessmentVendor;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StackOne.Ats.Client;
using StackOne.Ats.Client.Testing;

// The service of a vendor of assessments: takes orders from applicant tracking systems, and reports the results.
// Without settings, it runs against a sandbox. See the README for the settings.

try
{
    WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
    if (builder.Configuration["urls"] is null)
    {
        builder.WebHost.UseUrls("http://localhost:5080");
    }

    // The reason why it cannot start is printed below.
    builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
    builder.Logging.AddSimpleConsole(console => console.SingleLine = true);

    await using StackOneSandbox? sandbox = builder.AddStackOne();
    string? configured = builder.Configuration.GetConnectionString("Vendor");
    using TemporaryDatabase? temporary = configured is null && sandbox is not null ? new TemporaryDatabase() : null;
    string connection = configured ?? temporary?.ConnectionString ?? "Data Source=vendor.db";
    builder.Services.AddDbContext<VendorDb>(options => VendorDb.Use(options, connection));
    builder.Services.AddScoped<Inbox>().AddScoped<Assessment>().AddSingleton<Worker>().AddSingleton<Catalogue>();
    builder.Services.AddRazorPages();

    await using WebApplication app = builder.Build();
    app.MapStackOne();
    app.MapPage();
    await using AsyncServiceScope scope = app.Services.CreateAsyncScope();
    // A real service has migrations.
    await scope.ServiceProvider.GetRequiredService<VendorDb>().Database.EnsureCreatedAsync();
    await app.StartAsync();

    Uri address = new(app.Urls.First());
    Uri stackOne = app.Services.GetRequiredService<IOptions<StackOneAtsClientOptions>>().Value.BaseAddress;
    string kind = sandbox is null ? "StackOne" : "a sandbox of StackOne";
    Console.WriteLine($"Assessment vendor at {address.OriginalString}, with {kind} at {stackOne.OriginalString}");
    if (sandbox is not null)
    {
        await StackOneSetup.RegisterAsync(sandbox, address);
    }

    await app.Services.GetRequiredService<Worker>().RunAsync(app.Lifetime.ApplicationStopping);
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception failure) when (failure is OptionsValidationException or IOException or DbException or ArgumentException)
{
    // The messages name what is wrong, and have no secrets.
    Console.Error.WriteLine(failure.Message);
    return 1;
}
