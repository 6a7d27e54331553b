using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using StackOne.Ats.Client.Fuzz.Oracles;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Fuzz.Targets;

/// <summary>The body of a page and of a single resource: any JSON object is read, and what was read can be written and read again.</summary>
internal sealed class ResourceTarget() : ClientTarget("resource")
{
    internal override void Run(byte[] input)
    {
        bool isObject = JsonOracle.IsObject(input, MaxResponseBytes);
        var (candidate, failure) = Try(input, client => client.Candidates.GetAsync("1"));
        // An object may also report an error.
        Require(!isObject || candidate is not null || failure is StackOneApiException, "A resource in a JSON object was refused");
        if (candidate is not null)
        {
            string written = JsonSerializer.Serialize(candidate, FuzzJsonContext.Default.Candidate);
            var (again, _) = Try(Encoding.UTF8.GetBytes($$"""{"data":{{written}}}"""), client => client.Candidates.GetAsync("1"));
            Require(candidate.Equals(again), "A resource is another when it is read again");
        }

        var (page, pageFailure) = Try(input, FirstPageAsync);
        Require(!isObject || page is not null || pageFailure is StackOneApiException, "A page in a JSON object was refused");
        Require(page?.Items.Contains(null!) != true, "A page has an item that is null");
    }

    private static async Task<StackOnePage<Candidate>> FirstPageAsync(StackOneAtsClient client)
    {
        await using IAsyncEnumerator<StackOnePage<Candidate>> pages = client.Candidates.ListAsync().AsPages().GetAsyncEnumerator();
        await pages.MoveNextAsync();
        return pages.Current;
    }

    private (T? Result, StackOneException? Failure) Try<T>(byte[] body, Func<StackOneAtsClient, Task<T>> call)
        where T : class => Call(HttpStatusCode.OK, body, call);
}

/// <summary>Writes what was read, as an application would.</summary>
[JsonSerializable(typeof(Candidate))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class FuzzJsonContext : JsonSerializerContext;
