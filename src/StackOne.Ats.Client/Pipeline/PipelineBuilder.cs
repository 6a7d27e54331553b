using System.Net;
using System.Reflection;
using StackOne.Ats.Client.Diagnostics;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>
/// States the order of the pipeline, once, for the constructor and for dependency injection alike. Outermost first:
/// <list type="number">
/// <item><see cref="ErrorMappingHandler"/>: shows the response to the observer; turns failures into typed exceptions.</item>
/// <item><see cref="ResilienceHandler"/>: the whole call's time, retries, and each attempt's time.</item>
/// <item><see cref="AuthenticationHandler"/>: asks for the key and sets Authorization, anew on each attempt.</item>
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
            new ResponseBodyHandler(snapshot, errors),
        ];
    }

    internal static HttpClient CreateHttpClient(StackOneAtsClientOptions options, HttpMessageHandler primary, PipelineServices services)
    {
        ArgumentNullException.ThrowIfNull(primary, "handler");
        HttpMessageHandler next = primary;
        foreach (DelegatingHandler handler in Enumerable.Reverse(CreateHandlers(options, services)))
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
        // Nothing of one account's answers may reach another's calls.
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        // The client lives as long as the application: new connections now and then follow changes in DNS.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    /// <summary>StackOne may refuse calls without one.</summary>
    private static string CreateUserAgent()
    {
        string version = typeof(PipelineBuilder).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        // The part after '+' is the commit: of no use to the server.
        return $"StackOne.Ats.Client/{version.Split('+')[0]} (.NET {Environment.Version})";
    }
}
