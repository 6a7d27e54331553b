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

    private RefitContender(HttpClient http, Uri address, ServiceProvider? services)
    {
        _services = services;
        _http = http;
        _http.BaseAddress = address;
        _http.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(Payloads.Key + ":")));
        RefitSettings settings = RefitSettings.ForJsonContext(Json.Default);
        settings.RequestBodySerialization = RequestBodySerializationMode.Buffered;
        _api = RestService.ForGenerated<IRefitApi>(_http, settings);
    }

    internal static RefitContender Bare(HttpMessageHandler handler, Uri address) => new(new HttpClient(handler), address, services: null);

    /// <summary>
    /// The handler's defaults, but for delays, which the server of the benchmark does not ask for, and a circuit that stays closed when every other
    /// attempt is refused.
    /// </summary>
    internal static RefitContender WithStandardResilience(HttpMessageHandler handler, Uri address)
    {
        var services = new ServiceCollection();
        services.AddHttpClient("stackone")
            .ConfigurePrimaryHttpMessageHandler(() => handler)
            .AddStandardResilienceHandler(options =>
            {
                options.Retry.Delay = TimeSpan.Zero;
                options.CircuitBreaker.FailureRatio = 1;
            });
        ServiceProvider provider = services.BuildServiceProvider();
        return new(provider.GetRequiredService<IHttpClientFactory>().CreateClient("stackone"), address, provider);
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
