using System.Text;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Abstractions.Serialization;
using Microsoft.Kiota.Http.HttpClientLibrary;
using Microsoft.Kiota.Serialization.Json;

namespace StackOne.Ats.Client.Benchmarks.Contenders;

/// <summary>Kiota's runtime with its default middleware, used as a generated client uses it.</summary>
internal sealed class KiotaContender : Contender
{
    private static readonly Dictionary<string, ParsableFactory<IParsable>> NoErrors = [];

    private readonly HttpClient _http;
    private readonly HttpClientRequestAdapter _adapter;

    internal KiotaContender(HttpMessageHandler handler, Uri address)
        : base("kiota")
    {
        _http = KiotaClientFactory.Create(handler);
        _adapter = new HttpClientRequestAdapter(
            new BasicAuthentication(),
            new JsonParseNodeFactory(),
            new JsonSerializationWriterFactory(),
            _http)
        {
            BaseUrl = address.ToString().TrimEnd('/'),
        };
    }

    internal override Task OrderAsync(CancellationToken cancellationToken)
    {
        var request = new RequestInformation(Method.POST, "{+baseurl}" + Payloads.OrderPath, new Dictionary<string, object>());
        request.Headers.TryAdd("Accept", "application/json");
        request.Headers.TryAdd("x-account-id", Payloads.Account);
        request.SetContentFromParsable(_adapter, "application/json", KiotaOrder.Instance);
        return _adapter.SendAsync(request, static _ => new KiotaOrderResult(), NoErrors, cancellationToken);
    }

    internal override Task ListPageAsync(CancellationToken cancellationToken)
    {
        var request = new RequestInformation(
            Method.GET,
            "{+baseurl}" + Payloads.CandidatesPath + "{?page_size*}",
            new Dictionary<string, object>());
        request.QueryParameters.Add("page_size", Payloads.PageSize);
        request.Headers.TryAdd("Accept", "application/json");
        request.Headers.TryAdd("x-account-id", Payloads.Account);
        return _adapter.SendAsync(request, static _ => new KiotaPage(), NoErrors, cancellationToken);
    }

    internal override string Describe(Task completed) => completed switch
    {
        Task<KiotaOrderResult?> order => Payloads.Describe(order.Result?.Id, order.Result?.RemoteId, order.Result?.TestUrl),
        Task<KiotaPage?> { Result.Data: [.., var last] data } => Payloads.Describe(
            data.Count,
            last.Id,
            last.Emails?[0].Value,
            last.PhoneNumbers?[0].Phone,
            last.CustomFields?[1].Name,
            last.UpdatedAt),
        _ => throw new WrongResultException("Kiota returned nothing."),
    };

    public override void Dispose()
    {
        _adapter.Dispose();
        _http.Dispose();
    }

    private sealed class BasicAuthentication : IAuthenticationProvider
    {
        private static readonly string Value = "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes(Payloads.Key + ":"));

        public Task AuthenticateRequestAsync(
            RequestInformation request,
            Dictionary<string, object>? additionalAuthenticationContext = null,
            CancellationToken cancellationToken = default)
        {
            request.Headers.TryAdd("Authorization", Value);
            return Task.CompletedTask;
        }
    }
}
