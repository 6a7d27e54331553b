using System.Net;
using System.Reflection;
using StackOne.Ats.Client.Diagnostics;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>
/// Defines the order of the handlers, for the constructor and for dependency injection. Outermost first:
/// <list type="number">
/// <item><see cref="ErrorMappingHandler"/>: passes the response to the observer; turns failures into typed exceptions.</item>
/// <item><see cref="ResilienceHandler"/>: the timeout of the call, retries, rate limits, and the timeout of each attempt.</item>
/// <item><see cref="AuthenticationHandler"/>: gets the key and sets Authorization, on each attempt.</item>
/// <item><see cref="ResponseBodyHandler"/>: reads the body inside the attempt, within the limits of time and size.</item>
/// <item>handlers that the application added, then the socket.</item>
/// </list>
/// </summary>
internal static class PipelineBuilder
{
    private static readonly string UserAgent = CreateUserAgent();

    internal static DelegatingHandler[] CreateHandlers(StackOneAtsClientOptions options, PipelineServices services)
    {
        StackOneAtsClientOptions snapshot = options.Snapshot();
        var errors = new CallErrors(snapshot, services.Time);
        var reporter = new CallReporter(services);
        return
        [
            new ErrorMappingHandler(errors, reporter),
            new ResilienceHandler(snapshot, services, reporter),
            new AuthenticationHandler(snapshot),
            new ResponseBodyHandler(snapshot, errors, services.Time),
        ];
    }

    internal static HttpClient CreateHttpClient(StackOneAtsClientOptions options, HttpMessageHandler primary, PipelineServices services)
    {
        ArgumentNullException.ThrowIfNull(primary, "handler");
        return CreateHttpClient(options, CreateHandlers(options, services), primary);
    }

    internal static HttpClient CreateHttpClient(StackOneAtsClientOptions options, DelegatingHandler[] handlers, HttpMessageHandler primary)
    {
        HttpMessageHandler next = primary;
        foreach (DelegatingHandler handler in Enumerable.Reverse(handlers))
        {
            handler.InnerHandler = next;
            next = handler;
        }

        var http = new HttpClient(next);
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
        AutomaticDecompression = DecompressionMethods.All,
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
