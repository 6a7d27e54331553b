using System.Net;
using System.Text.Json.Nodes;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Reading;

/// <summary>What a user sees of values that are not what the contract describes.</summary>
public class ReadingTests
{
    private readonly Harness _harness = new();

    [Fact]
    public async Task Get_ValuesThatDoNotFit_AreOneWarningWithoutTheValues()
    {
        _harness.Stub.Answer(
            HttpStatusCode.OK,
            """{"data":{"id":"1","hired_at":"secret","created_at":["secret"],"emails":["secret"],"tags":"secret","phone_numbers":[{"type":["secret"]}]}}""");

        await _harness.Client.Candidates.GetAsync("1");

        var warning = Assert.Single(_harness.Logger.Collector.GetSnapshot(), entry => entry.Id.Id == 7);
        Assert.Equal(
            "Candidates.GetAsync received 5 value(s) that do not fit their members, which are null, and kept them in AdditionalProperties: "
            + "$.data.hired_at, $.data.created_at, $.data.emails",
            warning.Message);
        Assert.Equal(Microsoft.Extensions.Logging.LogLevel.Warning, warning.Level);
    }

    [Fact]
    public async Task Get_ValuesThatAreConverted_AreNoWarning()
    {
        _harness.Stub.Answer(HttpStatusCode.OK, """{"data":{"id":1,"hired_at":"","unified_custom_fields":[],"emails":{"value":5}}}""");

        Candidate candidate = await _harness.Client.Candidates.GetAsync("1");

        Assert.Equal(("1", null, null, "5"), (candidate.Id, candidate.HiredAt, candidate.UnifiedCustomFields, candidate.Emails![0].Value));
        Assert.DoesNotContain(_harness.Logger.Collector.GetSnapshot(), entry => entry.Id.Id == 7);
    }

    /// <summary>A part of a path is a name of the contract or an index, whatever the names of the JSON are.</summary>
    [Theory]
    [InlineData("""{"data":{"unified_custom_fields":{"Ada Example":x}}}""", "$.data.unified_custom_fields, line 1, byte 49")]
    [InlineData("""{"data":{"Ada Example":{"id":x}}}""", "$.data, line 1, byte 30")]
    [InlineData("""{"Ada Example":{"id":x}}""", "$, line 1, byte 22")]
    [InlineData("""{"data":{"emails":[{},{"value":x}]}}""", "$.data.emails[1].value, line 1, byte 32")]
    [InlineData("""{"data":{"emails":[{},""", "$.data.emails[1], line 1, byte 22")]
    public async Task Get_NotJson_SaysWhereWithNamesOfTheContractOnly(string body, string where)
    {
        _harness.Stub.Answer(HttpStatusCode.OK, body);

        var failure = await Assert.ThrowsAsync<StackOneResponseException>(() => _harness.Client.Candidates.GetAsync("1"));

        Assert.Equal($"Candidates.GetAsync received a response that is not JSON ({where}). RawBody holds its beginning. (1 attempt)", failure.Message);
    }

    /// <summary>What replaces bytes that are not UTF-8 moves what follows.</summary>
    [Theory]
    [InlineData("""{"data":{"name":"\ud800","id":x}}""", " (line 1, byte 31)")]
    [InlineData("""{"data":{"name":"…","id":x}}""", "")]
    public async Task Get_NotJsonAndNotText_SaysWhereIfItIsUtf8(string body, string where)
    {
        byte[] bytes = [.. body.Select(letter => letter == '…' ? (byte)0xFF : (byte)letter)];
        _harness.Stub.Answer(_ => StubHandler.Streaming(new ScriptedStream([ScriptedStream.Bytes(bytes)])));

        var failure = await Assert.ThrowsAsync<StackOneResponseException>(() => _harness.Client.Candidates.GetAsync("1"));

        Assert.Equal($"Candidates.GetAsync received a response that is not JSON{where}. RawBody holds its beginning. (1 attempt)", failure.Message);
    }

    /// <summary>An object in place of a list becomes a level deeper, and what is read can be sent back.</summary>
    [Theory]
    [InlineData("""{"data":{"id":"1","emails":{"value":"a","deep":…}}}""", 3, 998, true)]
    [InlineData("""{"data":{"id":"1","emails":{"value":"a","deep":…}}}""", 3, 999, false)]
    [InlineData("""{"data":[{"id":7,"emails":[{"value":"a","deep":…}]}]}""", 5, 1000, true)]
    [InlineData("""{"data":[{"id":7,"emails":{"value":"a","deep":…}}]}""", 4, 1000, false)]
    public async Task List_DeepBody_IsReadIfItCanBeSentBack(string body, int level, int depth, bool isRead)
    {
        string deep = new string('[', depth - level) + new string(']', depth - level);
        _harness.Stub.Answer(HttpStatusCode.OK, body.Replace("…", deep, StringComparison.Ordinal));

        Task<List<Candidate>> reading = _harness.Client.Candidates.ListAsync().ReadAllAsync();

        if (isRead)
        {
            Assert.Equal(deep, (await reading)[0].Emails![0].AdditionalProperties!["deep"].GetRawText());
        }
        else
        {
            var failure = await Assert.ThrowsAsync<StackOneResponseException>(() => reading);
            Assert.StartsWith("Candidates.ListAsync received a response that is nested deeper than 1000 levels.", failure.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>A large body is received in blocks.</summary>
    [Theory]
    [InlineData("""{"data":{"id":"1","name":"…","hired_at":"2026-01-31"}}""", "")]
    [InlineData("""{"data":{"id":1,"name":"…","hired_at":[]}}""", "$.data.hired_at")]
    [InlineData("""{"data":{"id":1,"hired_at":[],"name":"…"}}""", "$.data.hired_at")]
    public async Task Get_LargeBody_IsReadLikeASmallOne(string body, string unexpected)
    {
        string name = new('a', 3 << 20);
        StackOneResponseInfo? info = null;
        _harness.Stub.Answer(HttpStatusCode.OK, body.Replace("…", name, StringComparison.Ordinal));

        Candidate candidate = await _harness.Client.OnResponse(received => info = received).Candidates.GetAsync("1");

        Assert.Equal(("1", name), (candidate.Id, candidate.Name));
        Assert.Equal(unexpected, string.Join(", ", info!.UnexpectedValues));
    }

    [Theory]
    [InlineData("""{"data":{"name":"…","id":x}}""", "$.data.id, line 1, byte 3145753")]
    [InlineData("""{"data":{"id":x,"name":"…"}}""", "$.data.id, line 1, byte 15")]
    [InlineData("""{"data":{"id":1,"name":"…"}} {}""", "line 1, byte 3145757")]
    [InlineData("""{"data":{"id":"1","name":"…"}} {}""", "$, line 1, byte 3145759")]
    [InlineData("""{"data":{"id":"1","name":"…""", "$.data.name, line 1, byte 3145755")]
    public async Task Get_LargeBodyThatIsNotJson_SaysWhere(string body, string where)
    {
        _harness.Stub.Answer(HttpStatusCode.OK, body.Replace("…", new('a', 3 << 20), StringComparison.Ordinal));

        var failure = await Assert.ThrowsAsync<StackOneResponseException>(() => _harness.Client.Candidates.GetAsync("1"));

        Assert.Equal($"Candidates.GetAsync received a response that is not JSON ({where}). RawBody holds its beginning. (1 attempt)", failure.Message);
    }

    /// <summary>Items that were asked for without members that the contract requires.</summary>
    [Fact]
    public async Task ListChanges_WithoutRequiredMembers_IsRead()
    {
        _harness.Stub.Answer(HttpStatusCode.OK, """{"data":[{"id":"1"}]}""");

        List<ApplicationChange> changes = await _harness.Client.Applications.ListChangesAsync("a1", new() { Fields = ["id"] }).ReadAllAsync();

        Assert.Equal(("1", null, null), (changes.Single().Id, changes[0].CreatedAt, changes[0].NewValues));
    }

    /// <summary>The errors of a provider beside an upload that succeeded: the first, what is kept, and the paths of what did not fit.</summary>
    [Theory]
    [InlineData("""[{"status":502,"url":"u","raw":{"a":1},"headers":{"b":2},"code":3}]""", """502 u {"a":1} {"b":2} code=3""", "", "")]
    [InlineData("""[null,{"status":"502","raw":"<html>"},null]""", """502  "<html>" """, "", "")]
    [InlineData("""{"status":502.0,"url":7,"raw":[1,null]}""", "502 7 [1,null] ", "", "")]
    [InlineData("""[{"status":"many","raw":1}]""", """  1  status="many" """, "", "$.provider_errors[0].status")]
    [InlineData("""["none",{"raw":1}]""", "  1 ", """["none"]""", "$.provider_errors[0]")]
    [InlineData("\"none\"", null, "\"none\"", "$.provider_errors")]
    [InlineData("null", null, "", "")]
    public async Task Upload_ProviderErrors_AreReadAsFarAsTheyCan(string errors, string? first, string kept, string unexpected)
    {
        _harness.Stub.Answer(HttpStatusCode.Created, $$"""{"statusCode":201,"provider_errors":{{errors}}}""");
        StackOneResponseInfo? info = null;

        DocumentUploadResult result = await _harness.Client.OnResponse(response => info = response)
            .Applications.UploadDocumentAsync("1", new() { Content = "x"u8.ToArray() });

        StackOneProviderError? error = result.ProviderErrors.SingleOrDefault();
        Assert.Equal(first?.TrimEnd(), error is null ? null : string.Join(' ', (IEnumerable<object?>)
        [
            error.Status, error.Url, error.Raw?.GetRawText(), error.Headers?.GetRawText(),
            .. error.AdditionalProperties.Select(member => $"{member.Key}={member.Value.GetRawText()}"),
        ]).TrimEnd());
        Assert.Equal(kept, result.AdditionalProperties?["provider_errors"].GetRawText() ?? "");
        Assert.Equal(unexpected, string.Join(' ', info!.UnexpectedValues));
    }

    [Theory]
    [InlineData("""{"data":{"id":"1","more":[1.50]},"new":"x","provider_errors":"none"}""", "1    0 data={\"more\":[1.50]} new=\"x\" provider_errors=\"none\"")]
    [InlineData("""{"data":[],"message":["a"],"timestamp":"2026-01-31"}""", """  2026-01-31T00:00:00.0000000+00:00  0 message=["a"]""")]
    [InlineData("""{"statusCode":201,"unified_warnings":{"message":"slow"}}""", "   slow 0")]
    public async Task Upload_WhatDoesNotFit_IsKept(string body, string expected)
    {
        _harness.Stub.Answer(HttpStatusCode.Created, body);

        DocumentUploadResult result = await _harness.Client.Applications.UploadDocumentAsync("1", new() { Content = "x"u8.ToArray() });

        Assert.Equal(expected, string.Join(' ', (IEnumerable<object?>)
        [
            result.Id, result.Message, result.Timestamp?.ToString("o", null), result.UnifiedWarnings?[0].Message, result.ProviderErrors.Count,
            .. result.AdditionalProperties?.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"{member.Key}={member.Value.GetRawText()}") ?? [],
        ]));
    }

    /// <summary>Names that look like the library's own marks.</summary>
    [Fact]
    public async Task Get_NamesWithControlCharacters_AreKept()
    {
        const string Body = """{"data":{"\u0001hired_at":1,"\u0001\u0001hired_at":2,"hired_at":"soon","\u0001":3,"":4,"\u0000Raw":5,"id":7}}""";
        _harness.Stub.Answer(HttpStatusCode.OK, Body);

        Candidate candidate = await _harness.Client.Candidates.GetAsync("1");

        Assert.Equal(
            [("", "4"), ("\0Raw", "5"), ("\u0001", "3"), ("\u0001\u0001hired_at", "2"), ("\u0001hired_at", "1"), ("hired_at", "soon")],
            candidate.AdditionalProperties!.Select(member => (member.Key, member.Value.ToString())).OrderBy(member => member.Key, StringComparer.Ordinal));
    }

    /// <summary>The last value counts, and the first leaves no trace.</summary>
    [Theory]
    [InlineData("""{"id":"1","hired_at":"soon","hired_at":"2026-07-01"}""", "2026-07-01", false)]
    [InlineData("""{"id":"1","hired_at":"2026-07-01","hired_at":"soon"}""", null, true)]
    [InlineData("""{"id":"1","hired_at":"soon","hired_at":null}""", null, false)]
    [InlineData("""{"id":"1","id":7,"hired_at":"2026-07-01T00:00:00Z"}""", "2026-07-01", false)]
    public async Task Get_NameThatComesTwice_CountsOnce(string candidateJson, string? hiredAt, bool kept)
    {
        _harness.Stub.Answer(HttpStatusCode.OK, $$"""{"data":{{candidateJson}}}""");
        StackOneResponseInfo? info = null;

        Candidate candidate = await _harness.Client.OnResponse(response => info = response).Candidates.GetAsync("1");

        Assert.Equal(hiredAt is null ? null : DateTimeOffset.Parse(hiredAt + "T00:00:00Z", null), candidate.HiredAt);
        Assert.Equal(kept, candidate.AdditionalProperties?.ContainsKey("hired_at") == true);
        Assert.Equal(kept ? ["$.data.hired_at"] : Array.Empty<string>(), info!.UnexpectedValues);
    }

    /// <summary>A map that was read can be used: nothing in it throws later.</summary>
    [Theory]
    [InlineData("""{"id":"1","unified_custom_fields":MAP}""")]
    [InlineData("""{"id":1,"unified_custom_fields":MAP}""")]
    public async Task Get_MapWithNamesThatComeTwice_CanBeUsed(string candidateJson)
    {
        const string Map = """{"k":1,"k":{"n":[{"z":1.50,"z":2e400}],"n":[{"z":1.50,"z":2e400}]},"\u0001":1,"\ud800":"\udc00"}""";
        _harness.Stub.Answer(HttpStatusCode.OK, $$"""{"data":{{candidateJson.Replace("MAP", Map, StringComparison.Ordinal)}}}""");

        JsonObject map = (await _harness.Client.Candidates.GetAsync("1")).UnifiedCustomFields!;

        Assert.Equal("""{"k":{"n":[{"z":2e400}]},"\u0001":1,"\uFFFD":"\uFFFD"}""", map.ToJsonString());
        Assert.Equal("\ufffd", (string?)map["\ufffd"]);
    }

    /// <summary>What did not fit can be sent to StackOne again, as it came.</summary>
    [Fact]
    public async Task Order_WithValuesThatDidNotFit_SendsThemAsTheyCame()
    {
        const string Emails = """[{"value":"a@example.com","type":{"a":[1.50]}},7]""";
        _harness.Stub.Answer(HttpStatusCode.OK, $$$"""{"data":{"id":"1","emails":{{{Emails}}}}}""").Answer(HttpStatusCode.OK);

        Candidate candidate = await _harness.Client.Candidates.GetAsync("1");
        await _harness.Client.Assessments.OrderAsync(new() { Candidate = new() { Id = candidate.Id, AdditionalProperties = candidate.AdditionalProperties } });

        Assert.Null(candidate.Emails);
        Assert.Equal($$$"""{"candidate":{"id":"1","emails":{{{Emails}}}}}""", _harness.Stub.Sent[1].Body);
    }
}
