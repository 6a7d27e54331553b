using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Benchmarks.Contenders;

/// <summary>This library with its default options: the whole pipeline.</summary>
internal class LibraryContender(StackOneAtsClient client, string name) : Contender(name)
{
    private static readonly CandidateListQuery Query = new() { PageSize = Payloads.PageSize };

    internal LibraryContender(HttpMessageHandler handler, Uri address, string name = "stackone")
        : this(new StackOneAtsClient(Options(address), handler), name)
    {
    }

    internal StackOneAtsClient Client => client;

    internal override Task OrderAsync(CancellationToken cancellationToken) => client.Assessments.OrderAsync(Payloads.Order, cancellationToken);

    internal override Task ListPageAsync(CancellationToken cancellationToken) => FirstPageAsync(cancellationToken);

    public override void Dispose() => client.Dispose();

    protected static StackOneAtsClientOptions Options(Uri address) =>
        new() { ApiKey = Payloads.Key, AccountId = Payloads.Account, BaseAddress = address };

    private async Task<IReadOnlyList<Candidate>> FirstPageAsync(CancellationToken cancellationToken)
    {
        await foreach (StackOnePage<Candidate> page in client.Candidates.ListAsync(Query, cancellationToken).AsPages().ConfigureAwait(false))
        {
            return page.Items;
        }

        return [];
    }
}
