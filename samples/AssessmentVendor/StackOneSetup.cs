using StackOne.Ats.Client;
using StackOne.Ats.Client.Testing;

namespace AssessmentVendor;

/// <summary>Which StackOne the service talks to: the real one if there are settings for it, or a sandbox inside the process.</summary>
internal static class StackOneSetup
{
    internal const string Account = "account-1";

    private const string Secret = "a secret of the sandbox";

    /// <summary>A result can wait for its next attempt in the database: a call need not last for minutes.</summary>
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Adds the client and the settings of the endpoints. Returns the sandbox, or null for the real StackOne.</summary>
    internal static StackOneSandbox? AddStackOne(this WebApplicationBuilder builder)
    {
        IConfigurationSection section = builder.Configuration.GetSection("StackOne");
        string? key = builder.Configuration["STACKONE_API_KEY"];
        builder.Services.Configure<StackOneAtsClientOptions>(options => (options.ApiKey, options.TotalTimeout) = (key, CallTimeout));
        builder.Services.AddStackOneAts(section);
        if (!string.IsNullOrEmpty(key) || section.Exists())
        {
            builder.Services.AddStackOneWebhooks(section.GetSection("Webhooks"));
            return null;
        }

        var sandbox = StackOneSandbox.Start();
        builder.Services.AddSingleton(sandbox).UseStackOneSandbox(sandbox);
        builder.Services.AddStackOneWebhooks(options => (options.Secrets, options.PackageSecrets) = ([Secret], [Secret]));
        return sandbox;
    }

    /// <summary>What a person does in StackOne's dashboard: sets the addresses of the endpoints.</summary>
    internal static Task RegisterAsync(StackOneSandbox sandbox, Uri service)
    {
        sandbox.Webhooks.Add(new Uri(service, Endpoints.Events), Secret);
        return sandbox.GetPackagesAsync(new Uri(service, Endpoints.Packages), new() { AccountId = Account, Secret = Secret });
    }
}
