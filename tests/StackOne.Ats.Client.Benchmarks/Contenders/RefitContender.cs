using Microsoft.Extensions.DependencyInjection;
using Refit;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Benchmarks.Contenders;

internal interface IRefitApi
{
    [Post(Payloads.OrderPath)]
    Task<AssessmentOrderResult> OrderAsync(
        [Body] AssessmentOrderRequest request,
        [Header("x-account-id")] string account,
        CancellationToken cancellationToken);

    [Get(Payloads.CandidatesPath)]
    Task<CandidatePage> ListAsync(
        [AliasAs("page_size")] int pageSize,
        [Header("x-account-id")] string account,
        CancellationToken cancellationToken);
}

/// <summary>Refit with source-generated JSON, alone or over Microsoft's standard resilience handler.</summary>
internal sealed class RefitContender : Contender
{
    private readonly ServiceProvider? _services;
    private readonly HttpClient _http;
    private readonly IRefitApi _api;

    private RefitContender(string name, HttpClient http, Uri address, ServiceProvider? services)
        : base(name)
    {
        _services = services;
        _http = http;
        Floor.Configure(http, address);
        RefitSettings settings = RefitSettings.ForJsonContext(Json.Default);
        settings.RequestBodySerialization = RequestBodySerializationMode.Buffered;
        _api = RestService.ForGenerated<IRefitApi>(_http, settings);
    }

    internal static RefitContender Bare(HttpMessageHandler handler, Uri address) =>
        new("refit", new HttpClient(handler), address, services: null);

    /// <summary>
    /// The handler's defaults. For the benchmark of retries, without delays, and with a circuit that stays closed though half of the attempts are
    /// refused.
    /// </summary>
    internal static RefitContender WithStandardResilience(HttpMessageHandler handler, Uri address, bool refused = false)
    {
        var services = new ServiceCollection();
        services.AddHttpClient("stackone")
            .ConfigurePrimaryHttpMessageHandler(() => handler)
            .AddStandardResilienceHandler(options =>
            {
                if (refused)
                {
                    options.Retry.Delay = TimeSpan.Zero;
                    options.CircuitBreaker.FailureRatio = 1;
                }
            });
        ServiceProvider provider = services.BuildServiceProvider();
        return new("refit-standard-resilience", provider.GetRequiredService<IHttpClientFactory>().CreateClient("stackone"), address, provider);
    }

    internal override Task OrderAsync(CancellationToken cancellationToken) => _api.OrderAsync(Payloads.Order, Payloads.Account, cancellationToken);

    internal override Task ListPageAsync(CancellationToken cancellationToken) =>
        _api.ListAsync(Payloads.PageSize, Payloads.Account, cancellationToken);

    public override void Dispose()
    {
        _http.Dispose();
        _services?.Dispose();
    }
}
