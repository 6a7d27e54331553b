using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using StackOne.Ats.Docs.Tests;
using StackOne.Ats.Sandbox.Tests;

[assembly: AssemblyFixture(typeof(Site))]
[assembly: AssemblyFixture(typeof(Browser))]

namespace StackOne.Ats.Docs.Tests;

/// <summary>The site that .ci/docs has built, as files and on loopback. Without it, tests are skipped.</summary>
public sealed class Site : IAsyncLifetime
{
    private WebApplication? _server;

    /// <summary>The folder of the site, in which paths of pages begin.</summary>
    internal static string Folder
    {
        get
        {
            string? folder = Environment.GetEnvironmentVariable("DOCS_SITE");
            Assert.SkipWhen(string.IsNullOrEmpty(folder), "The site has not been built: DOCS_SITE names the folder that .ci/docs has built.");
            return folder!;
        }
    }

    /// <summary>The paths of all pages.</summary>
    internal static string[] Pages => [.. Directory.EnumerateFiles(Folder, "*.html", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))];

    internal static IDocument Parse(string path) => new HtmlParser().ParseDocument(File.ReadAllText(Path.Combine(Folder, path)));

    internal Uri Address(string path)
    {
        // Skips if there is no site.
        _ = Folder;
        string root = _server!.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new Uri(new Uri(root), path);
    }

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("DOCS_SITE") is not { Length: > 0 } folder)
        {
            return;
        }

        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.UseFileServer(new FileServerOptions { FileProvider = new PhysicalFileProvider(Path.GetFullPath(folder)) });
        await _server.StartAsync();
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? default;
}
