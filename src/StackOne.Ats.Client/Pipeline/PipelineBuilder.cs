using System.Reflection;
using System.Runtime.Versioning;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>Builds an HttpClient over the pipeline. <see cref="PipelineHandler"/> defines what the pipeline does.</summary>
internal static class PipelineBuilder
{
    private static readonly string UserAgent = CreateUserAgent();

    /// <summary>The client lives as long as the application: only new connections follow changes in DNS.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    internal static HttpClient CreateHttpClient(
        StackOneAtsClientOptions options,
        HttpMessageHandler primary,
        PipelineServices services,
        bool disposePrimary)
    {
        ArgumentNullException.ThrowIfNull(primary, "handler");
        var http = new HttpClient(new PipelineHandler(options, services) { InnerHandler = disposePrimary ? primary : new SharedHandler(primary) });
        Configure(http, options);
        return http;
    }

    internal static void Configure(HttpClient http, StackOneAtsClientOptions options)
    {
        http.BaseAddress = options.BaseAddress;
        http.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "application/json");
        if (!OperatingSystem.IsBrowser())
        {
            // A browser sends its own, and asks the server for permission to send another.
            http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", UserAgent);
        }
    }

    internal static HttpMessageHandler CreatePrimaryHandler() =>
        SocketsHttpHandler.IsSupported ? CreateSocketsHandler() : CreateBrowserHandler();

    /// <summary>A browser (WebAssembly) throws if any other setting is changed.</summary>
    internal static HttpClientHandler CreateBrowserHandler() => new() { AllowAutoRedirect = false };

    /// <summary>Turns off redirects and cookies in a handler that the application has configured for all its clients, and in what it wraps.</summary>
    internal static void Secure(HttpMessageHandler handler)
    {
        if (handler is DelegatingHandler { InnerHandler: { } inner })
        {
            Secure(inner);
        }

        switch (handler)
        {
            case SocketsHttpHandler sockets when SocketsHttpHandler.IsSupported:
                (sockets.AllowAutoRedirect, sockets.UseCookies) = (false, false);
                if (sockets.PooledConnectionLifetime == Timeout.InfiniteTimeSpan)
                {
                    sockets.PooledConnectionLifetime = ConnectionLifetime;
                }

                break;
            case HttpClientHandler client:
                client.AllowAutoRedirect = false;
                if (SocketsHttpHandler.IsSupported)
                {
                    client.UseCookies = false;
                }

                break;
        }
    }

    [UnsupportedOSPlatform("browser")]
    private static SocketsHttpHandler CreateSocketsHandler() => new()
    {
        // A redirect would carry the account id and a candidate's data to another host.
        AllowAutoRedirect = false,
        // A cookie from a response to one account must not be sent with the calls of another.
        UseCookies = false,
        PooledConnectionLifetime = ConnectionLifetime,
    };

    /// <summary>Sends through a handler that it does not own.</summary>
    private sealed class SharedHandler(HttpMessageHandler handler) : DelegatingHandler(handler)
    {
        // With true, this would dispose the inner handler.
        protected override void Dispose(bool disposing) => base.Dispose(false);
    }

    /// <summary>StackOne may reject requests without a User-Agent.</summary>
    private static string CreateUserAgent()
    {
        string version = typeof(PipelineBuilder).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        // The part after '+' is the commit, which is of no use to the server.
        return $"StackOne.Ats.Client/{version.Split('+')[0]} (.NET {Environment.Version})";
    }
}
