using System.Text;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Abstractions.Serialization;
using Microsoft.Kiota.Http.HttpClientLibrary;
using Microsoft.Kiota.Serialization.Json;

namespace StackOne.Ats.Client.StartApp;

internal static class Contender
{
    internal static async Task<string?> OrderAsync(Uri address)
    {
        using HttpClient http = KiotaClientFactory.Create();
        using var adapter = new HttpClientRequestAdapter(
            new BasicAuthentication(),
            new JsonParseNodeFactory(),
            new JsonSerializationWriterFactory(),
            http)
        {
            BaseUrl = address.ToString().TrimEnd('/'),
        };
        var request = new RequestInformation(Method.POST, "{+baseurl}/unified/ats/assessments/orders", new Dictionary<string, object>());
        request.Headers.TryAdd("Accept", "application/json");
        request.Headers.TryAdd("x-account-id", "45072196112816593343");
        request.SetContentFromParsable(adapter, "application/json", new Order());
        ResultStatus? result = await adapter.SendAsync(request, static _ => new ResultStatus());
        return result?.Id;
    }

    private sealed class BasicAuthentication : IAuthenticationProvider
    {
        public Task AuthenticateRequestAsync(
            RequestInformation request,
            Dictionary<string, object>? additionalAuthenticationContext = null,
            CancellationToken cancellationToken = default)
        {
            request.Headers.TryAdd("Authorization", "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes("key:")));
            return Task.CompletedTask;
        }
    }

    /// <summary>An object of the order: its members as the generated code of a model writes them.</summary>
    private sealed class Part(Action<ISerializationWriter> write) : IParsable
    {
        public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>();

        public void Serialize(ISerializationWriter writer) => write(writer);
    }

    private sealed class Order : IParsable
    {
        public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>();

        public void Serialize(ISerializationWriter writer)
        {
            writer.WriteObjectValue("package", new Part(static package => package.WriteStringValue("id", "pkg_sql_basics")));
            writer.WriteObjectValue("candidate", new Part(static candidate =>
            {
                candidate.WriteStringValue("first_name", "Ada");
                candidate.WriteStringValue("last_name", "Example");
                candidate.WriteCollectionOfObjectValues("emails", [new Part(static email =>
                {
                    email.WriteStringValue("type", "personal");
                    email.WriteStringValue("value", "ada@example.com");
                })]);
            }));
            writer.WriteStringValue("results_update_url", "https://example.com/integrations/results/update");
        }
    }

    private sealed class ResultStatus : IParsable
    {
        internal string? Id { get; private set; }

        internal string? RemoteId { get; private set; }

        internal string? TestUrl { get; private set; }

        public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
        {
            ["id"] = node => Id = node.GetStringValue(),
            ["remote_id"] = node => RemoteId = node.GetStringValue(),
            ["test_url"] = node => TestUrl = node.GetStringValue(),
        };

        public void Serialize(ISerializationWriter writer) => throw new NotSupportedException();
    }
}
