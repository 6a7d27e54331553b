using System.Net;
using System.Text.Json;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Api;

/// <summary>The provider's answers, which a query can ask for.</summary>
public class RawTests
{
    private const string Raw = """[{"method":"POST","url":"https://provider.example/c","body":{"q":1.50},"response":[1,"x",null],"more":true},{"method":"GET","url":"u"}]""";

    private readonly Harness _harness = new();

    [Fact]
    public async Task Get_WithRaw_HasTheAnswersOfTheProvider()
    {
        _harness.Stub.Answer(HttpStatusCode.OK, $$$"""{"raw":{{{Raw}}},"data":{"id":"1"}}""");

        Candidate candidate = await _harness.Client.Candidates.GetAsync("1", new() { Raw = true });

        Assert.Equal("1", candidate.Id);
        AssertRaw(candidate.Raw);
        Assert.Null(candidate.AdditionalProperties);
    }

    [Fact]
    public async Task List_WithRaw_HasTheAnswersOnEachPage()
    {
        _harness.Stub
            .Answer(HttpStatusCode.OK, $$"""{"data":[{"id":"1"}],"next":"c1","raw":{{Raw}}}""")
            .Answer(HttpStatusCode.OK, """{"data":[{"id":"2"}],"raw":[]}""");

        List<StackOnePage<Candidate>> pages = await _harness.Client.Candidates.ListAsync(new() { Raw = true }).AsPages().ReadAllAsync();

        AssertRaw(pages[0].Raw);
        Assert.Empty(pages[1].Raw!);
        Assert.All(pages, page => Assert.Null(page.Items[0].Raw));
        Assert.All(_harness.Stub.Sent, request => Assert.Contains("raw=true", request.Parameters()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"raw\":null,")]
    public async Task Call_WithoutRaw_HasNone(string raw)
    {
        _harness.Stub
            .Answer(HttpStatusCode.OK, $$$"""{{{{raw}}}"data":{"id":"1"}}""")
            .Answer(HttpStatusCode.OK, $$$"""{{{{raw}}}"data":[{"id":"1"}]}""");

        Candidate candidate = await _harness.Client.Candidates.GetAsync("1");
        List<StackOnePage<Candidate>> pages = await _harness.Client.Candidates.ListAsync().AsPages().ReadAllAsync();

        Assert.Null(candidate.Raw);
        Assert.Null(pages[0].Raw);
    }

    /// <summary>An aid for debugging must not cost the resource.</summary>
    [Theory]
    [InlineData("""[{"method":"GET"},null]""", 1)]
    [InlineData("""{"method":"GET"}""", 1)]
    [InlineData("{}", 0)]
    [InlineData("\"<html>\"", null)]
    public async Task Get_RawOfAnotherShape_IsReadAsFarAsItCan(string raw, int? count)
    {
        _harness.Stub.Answer(HttpStatusCode.OK, $$$"""{"raw":{{{raw}}},"data":{"id":"1"}}""");

        Candidate candidate = await _harness.Client.Candidates.GetAsync("1", new() { Raw = true });

        Assert.Equal(("1", count), (candidate.Id, candidate.Raw?.Count));
    }

    /// <summary>A member of the resource that happens to have the name is not lost.</summary>
    [Fact]
    public async Task Get_ResourceWithAMemberNamedRaw_KeepsIt()
    {
        _harness.Stub.Answer(HttpStatusCode.OK, """{"data":{"raw":1,"Raw":2}}""");

        Candidate candidate = await _harness.Client.Candidates.GetAsync("1");

        Assert.Null(candidate.Raw);
        Assert.Equal(1, candidate.AdditionalProperties!["raw"].GetInt32());
        Assert.Equal(2, candidate.AdditionalProperties["Raw"].GetInt32());
    }

    private static void AssertRaw(IReadOnlyList<RawResponse>? raw)
    {
        Assert.Equal(2, raw!.Count);
        Assert.Equal(("POST", "https://provider.example/c"), (raw[0].Method, raw[0].Url));
        Assert.Equal(("""{"q":1.50}""", """[1,"x",null]"""), (raw[0].Body!.ToJsonString(), raw[0].Response!.ToJsonString()));
        Assert.Equal(JsonValueKind.True, raw[0].AdditionalProperties!["more"].ValueKind);
        Assert.Null(raw[1].Body);
        Assert.Equal(nameof(RawResponse), raw[0].ToString());
    }
}
