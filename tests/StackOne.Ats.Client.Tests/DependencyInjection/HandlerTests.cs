using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Http.Logging;
using StackOne.Ats.Client.DependencyInjection;
using StackOne.Ats.Client.Pipeline;
using StackOne.Ats.Client.Tests.Support;
using StackOne.Ats.Client.TestServer;
using static StackOne.Ats.Client.TestServer.Steps;

namespace StackOne.Ats.Client.Tests.DependencyInjection;

/// <summary>Which handlers a registered client sends with, of those that an application configures for all its clients.</summary>
public class HandlerTests
{
    private readonly StubHandler _stub = new StubHandler().Answer(HttpStatusCode.OK);
    private readonly ServiceCollection _services = [];

    /// <summary>It may have the company's proxy.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Order_PrimaryHandlerInTheDefaults_IsUsed(bool registeredFirst)
    {
        Action[] registrations =
        [
            () => _services.ConfigureHttpClientDefaults(http => http.ConfigurePrimaryHttpMessageHandler(() => _stub)),
            () => _services.AddStackOneAts(Configure),
        ];
        Array.ForEach(registeredFirst ? registrations : [.. Enumerable.Reverse(registrations)], register => register());

        await OrderAsync();

        Assert.Single(_stub.Sent);
    }

    [Fact]
    public async Task Order_PrimaryHandlerOfTheClientAndInTheDefaults_IsTheClients()
    {
        _services.ConfigureHttpClientDefaults(http => http.ConfigurePrimaryHttpMessageHandler(() => new StubHandler()));
        _services.AddStackOneAts(Configure).ConfigurePrimaryHttpMessageHandler(() => _stub);

        await OrderAsync();

        Assert.Single(_stub.Sent);
    }

    public static TheoryData<string> Defaults { get; } = [.. DefaultHandlers.Keys];

    private static Dictionary<string, Action<IHttpClientBuilder, WebProxy>> DefaultHandlers => new()
    {
        ["HttpClientHandler"] = (http, proxy) => http.ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { Proxy = proxy }),
        ["SocketsHttpHandler"] = (http, proxy) => http.ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { Proxy = proxy }),
        ["a handler around it"] = (http, proxy) => http.ConfigurePrimaryHttpMessageHandler(
            () => new Wrapper(new Wrapper(new HttpClientHandler { Proxy = proxy }))),
        ["UseSocketsHttpHandler"] = (http, proxy) => http.UseSocketsHttpHandler((handler, _) => handler.Proxy = proxy),
        ["the handler that is there"] = (http, proxy) => http.ConfigurePrimaryHttpMessageHandler((handler, _) => ((SocketsHttpHandler)handler).Proxy = proxy),
    };

    /// <summary>It was made for other clients: by default, .NET's handlers follow redirects and keep cookies.</summary>
    [Theory]
    [MemberData(nameof(Defaults))]
    public async Task Order_ProxyInTheDefaults_GetsTheRequestAndNeitherRedirectsNorCookies(string kind)
    {
        await using FaultServer proxy = FaultServer.Start(
            [ReadRequest, Respond("307 Temporary Redirect", "", "Location: http://127.0.0.1:9/other\r\nSet-Cookie: session=acc_1\r\n")]);
        _services.ConfigureHttpClientDefaults(http => DefaultHandlers[kind](http, new WebProxy(proxy.Address)));
        _services.AddStackOneAts(options =>
        {
            Configure(options);
            options.BaseAddress = new("http://127.0.0.2:9");
        });
        await using ServiceProvider provider = _services.BuildServiceProvider();
        var client = provider.GetRequiredService<StackOneAtsClient>();

        for (int time = 0; time < 2; time++)
        {
            var failure = await Assert.ThrowsAsync<StackOneApiException>(() => client.Assessments.OrderAsync(Harness.Request));
            Assert.Equal(HttpStatusCode.TemporaryRedirect, failure.StatusCode);
        }

        Assert.Equal(2, proxy.Requests.Count);
        Assert.All(proxy.Requests, request =>
        {
            Assert.StartsWith("POST http://127.0.0.2:9/unified/ats/assessments/orders ", request.Head, StringComparison.Ordinal);
            Assert.DoesNotContain("Cookie", request.Head, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public void CreatePrimaryHandler_Sockets_NeitherFollowsNorKeepsCookies()
    {
        using var handler = Assert.IsType<SocketsHttpHandler>(PipelineBuilder.CreatePrimaryHandler());

        Assert.Equal((false, false, TimeSpan.FromMinutes(5)), (handler.AllowAutoRedirect, handler.UseCookies, handler.PooledConnectionLifetime));
    }

    /// <summary>The client keeps its handler for as long as the application runs. Who has set a lifetime knows why.</summary>
    [Theory]
    [InlineData(-1, 300_000)]
    [InlineData(60_000, 60_000)]
    public void Secure_Sockets_RecyclesConnections(int milliseconds, int expected)
    {
        using var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMilliseconds(milliseconds) };

        PipelineBuilder.Secure(handler);

        Assert.Equal(TimeSpan.FromMilliseconds(expected), handler.PooledConnectionLifetime);
    }

    /// <summary>A browser throws if anything else is set.</summary>
    [Fact]
    public void CreateBrowserHandler_Settings_OnlyDoesNotFollow()
    {
        using HttpClientHandler handler = PipelineBuilder.CreateBrowserHandler();
        using var untouched = new HttpClientHandler { AllowAutoRedirect = false };

        Assert.Equivalent(untouched, handler);
        Assert.True(handler.UseCookies);
    }

    /// <summary>A filter applies to every client of the application. One that sends again would order twice.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Order_FilterWrapsAllHandlers_IsSentOnce(bool registeredFirst)
    {
        Action[] registrations =
        [
            () => _services.AddSingleton<IHttpMessageHandlerBuilderFilter>(new Filter(handlers => handlers.Insert(0, new Resender()))),
            () => _services.AddStackOneAts(Configure).ConfigurePrimaryHttpMessageHandler(() => _stub),
        ];
        Array.ForEach(registeredFirst ? registrations : [.. Enumerable.Reverse(registrations)], register => register());

        await OrderAsync();

        Assert.Single(_stub.Sent);
    }

    /// <summary>Within an attempt, as the handlers that are added to the client: a test may answer in place of the server, for example.</summary>
    [Fact]
    public async Task Order_FilterAddsAHandlerWithinTheClients_IsUsed()
    {
        var seen = new List<string>();
        _services.AddSingleton<IHttpMessageHandlerBuilderFilter>(new Filter(handlers =>
        {
            handlers.Insert(0, new Spy("outermost", seen));
            handlers.Add(new Spy("innermost", seen));
        }));
        _services.AddStackOneAts(Configure)
            .ConfigurePrimaryHttpMessageHandler(() => _stub)
            .AddHttpMessageHandler(() => new Spy("added", seen));

        await OrderAsync();

        Assert.Equal(["added", "innermost"], seen);
    }

    /// <summary>A logger that the application adds to this very client is of the factory's own type.</summary>
    [Fact]
    public async Task Order_LoggerAroundTheClientsHandlers_IsUsed()
    {
        var seen = new List<string>();
        _services.AddStackOneAts(Configure)
            .ConfigurePrimaryHttpMessageHandler(() => _stub)
            .AddLogger(_ => new Logger(seen), wrapHandlersPipeline: true);

        await OrderAsync();

        Assert.Equal(["begun"], seen);
    }

    [Fact]
    public async Task CreateClient_OtherClientOfTheApplication_KeepsItsHandlers()
    {
        _services.AddSingleton<IHttpMessageHandlerBuilderFilter>(new Filter(handlers => handlers.Insert(0, new Resender())));
        _services.AddStackOneAts(Configure);
        _services.AddStackOneAts("eu", Configure);
        _services.AddHttpClient("other").ConfigurePrimaryHttpMessageHandler(() => _stub.Answer(HttpStatusCode.OK));
        await using ServiceProvider provider = _services.BuildServiceProvider();

        await provider.GetRequiredService<IHttpClientFactory>().CreateClient("other").GetAsync("https://example.com", TestContext.Current.CancellationToken);

        Assert.Equal(2, _stub.Sent.Count);
    }

    [Fact]
    public void AddStackOneAts_SeveralTimes_AddsOneFilterInFront()
    {
        _services.AddHttpClient();
        _services.AddStackOneAts(Configure);
        _services.AddStackOneAts("eu", Configure);

        Type?[] filters = [.. _services.Where(one => one.ServiceType == typeof(IHttpMessageHandlerBuilderFilter)).Select(one => one.ImplementationType)];

        Assert.Equal(typeof(OutermostPipeline), filters[0]);
        Assert.Single(filters, typeof(OutermostPipeline));
    }

    private static void Configure(StackOneAtsClientOptions options) => (options.ApiKey, options.AccountId) = ("secret-key", "acc");

    private async Task OrderAsync()
    {
        await using ServiceProvider provider = _services.BuildServiceProvider();
        await provider.GetRequiredService<StackOneAtsClient>().Assessments.OrderAsync(Harness.Request);
    }

    private sealed class Wrapper(HttpMessageHandler inner) : DelegatingHandler(inner);

    private sealed class Filter(Action<IList<DelegatingHandler>> change) : IHttpMessageHandlerBuilderFilter
    {
        public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
        {
            next(builder);
            change(builder.AdditionalHandlers);
        };
    }

    private sealed class Resender : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using HttpResponseMessage first = await base.SendAsync(request, cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Spy(string name, List<string> seen) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            seen.Add(name);
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Logger(List<string> seen) : IHttpClientLogger
    {
        public object? LogRequestStart(HttpRequestMessage request)
        {
            seen.Add("begun");
            return null;
        }

        public void LogRequestStop(object? context, HttpRequestMessage request, HttpResponseMessage response, TimeSpan elapsed)
        {
        }

        public void LogRequestFailed(object? context, HttpRequestMessage request, HttpResponseMessage? response, Exception exception, TimeSpan elapsed)
        {
        }
    }
}
