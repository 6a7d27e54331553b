using System.Reflection;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>Builds an HttpClient over the pipeline. <see cref="PipelineHandler"/> defines what the pipeline does.</summary>
internal static class PipelineBuilder
{
    private static readonly string UserAgent = CreateUserAgent();

    internal static HttpClient CreateHttpClient(StackOneAtsClientOptions options, HttpMessageHandler primary, PipelineServices services)
    {
        ArgumentNullException.ThrowIfNull(primary, "handler");
        return CreateHttpClient(options, new PipelineHandler(options, services) { InnerHandler = primary });
    }

    internal static HttpClient CreateHttpClient(StackOneAtsClientOptions options, PipelineHandler pipeline)
    {
        var http = new HttpClient(pipeline);
        Configure(http, options);
        return http;
    }

    internal static void Configure(HttpClient http, StackOneAtsClientOptions options)
    {
        http.BaseAddress = options.BaseAddress;
        http.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "application/json");
        http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", UserAgent);
    }

    internal static SocketsHttpHandler CreatePrimaryHandler() => new()
    {
        // A redirect would carry the account id and a candidate's data to another host.
        AllowAutoRedirect = false,
        // A cookie from a response to one account must not be sent with the calls of another.
        UseCookies = false,
        // The client lives as long as the application: only new connections follow changes in DNS.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    /// <summary>StackOne may reject requests without a User-Agent.</summary>
    private static string CreateUserAgent()
    {
        string version = typeof(PipelineBuilder).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        // The part after '+' is the commit, which is of no use to the server.
        return $"StackOne.Ats.Client/{version.Split('+')[0]} (.NET {Environment.Version})";
    }
}
