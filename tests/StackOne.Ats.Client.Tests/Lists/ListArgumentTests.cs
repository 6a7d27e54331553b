using System.Text.Json.Nodes;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Lists;

/// <summary>Invalid input throws when the method is called, not when the list is enumerated.</summary>
public class ListArgumentTests
{
    private static readonly Dictionary<string, Action<StackOneAtsClient>> Calls = new()
    {
        ["page size 0"] = client => client.Candidates.ListAsync(new() { PageSize = 0 }),
        ["page size -1"] = client => client.Applications.ListChangesAsync("a1", new() { PageSize = -1 }),
        ["blank field"] = client => client.Candidates.ListAsync(new() { Fields = ["id", " "] }),
        ["null field"] = client => client.Candidates.ListAsync(new() { Fields = [null!] }),
        ["comma in a field"] = client => client.Candidates.ListAsync(new() { Fields = ["id,name"] }),
        ["comma in an include"] = client => client.Candidates.ListAsync(new() { Include = ["a,b"] }),
        ["comma in an expand"] = client => client.Applications.ListAsync(new() { Expand = ["a,b"] }),
        ["null in the proxy"] = client => client.Candidates.ListAsync(new() { ProviderParameters = new() { ["a"] = null } }),
        ["empty object in the proxy"] = client => client.Candidates.ListAsync(new() { ProviderParameters = new() { ["a"] = new JsonObject() } }),
        ["array in the proxy"] = client => client.Candidates.ListAsync(new() { ProviderParameters = new() { ["a"] = new JsonArray(1) } }),
        ["nested array in the proxy"] = client => client.Candidates.ListAsync(new() { ProviderParameters = new() { ["a"] = new JsonObject { ["b"] = new JsonArray() } } }),
        ["not UTF-16 in a filter"] = client => client.Candidates.ListAsync(new() { Email = "\ud800" }),
        ["null id"] = client => client.Candidates.ListNotesAsync(null!),
        ["empty id"] = client => client.Candidates.ListNotesAsync(""),
        ["blank id"] = client => client.Applications.ListDocumentsAsync(" "),
        ["dots"] = client => client.Jobs.ListApplicationStagesAsync(".."),
        ["not UTF-16 in an id"] = client => client.Candidates.ListNotesAsync("\udc00"),
        ["empty cursor"] = client => client.Candidates.ListAsync().AsPages(cursor: ""),
        ["not UTF-16 in a cursor"] = client => client.Candidates.ListAsync().AsPages(cursor: "\ud800"),
        ["get with a comma in a field"] = client => client.Candidates.GetAsync("c1", new() { Fields = ["a,b"] }),
        ["get with an array in the proxy"] = client => client.Candidates.GetAsync("c1", new() { ProviderParameters = new() { ["a"] = new JsonArray() } }),
    };

    public static TheoryData<string> Names { get; } = [.. Calls.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Call_InvalidInput_ThrowsAtOnceAndSendsNothing(string name)
    {
        var harness = new Harness();

        var failure = Assert.ThrowsAny<ArgumentException>(() => Calls[name](harness.Client));

        // A parameter of the method, or a property of the query.
        Assert.Contains(
            failure.ParamName,
            (string[])["PageSize", "Fields", "Include", "Expand", "ProviderParameters", "Email", "candidateId", "applicationId", "jobId", "cursor"]);
        Assert.Empty(harness.Stub.Sent);
    }

    [Fact]
    public void List_WithoutAnAccount_ThrowsAtOnce()
    {
        var harness = new Harness();
        harness.Options.AccountId = null;

        var failure = Assert.Throws<InvalidOperationException>(() => { harness.Client.Candidates.ListAsync(); });

        Assert.Contains("Candidates.ListAsync needs an account", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(101)]
    [InlineData(int.MaxValue)]
    public async Task List_PageSize_IsSent(int size)
    {
        var harness = new Harness();
        harness.Stub.Page("1");

        await harness.Client.Candidates.ListAsync(new() { PageSize = size }).ReadAllAsync();

        Assert.Equal([$"page_size={size}"], harness.Stub.Sent[0].Parameters());
    }
}
