using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using StackOne.Ats.Client.Generated;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Serialization;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Serialization;

public class JsonRequestContentTests
{
    private const string Half = "\ud83d";

    /// <summary>Requests that JSON cannot hold, and what the message says of the place.</summary>
    public static IEnumerable<TheoryDataRow<AssessmentOrderRequest, string>> Unwritable { get; } =
    [
        new(new() { Id = Half }, " ($.Id)"),
        new(new() { Id = "a" + Half }, " ($.Id)"),
        new(new() { Id = Half + "a" }, " ($.Id)"),
        new(new() { Id = "\udc00" }, " ($.Id)"),
        new(new() { Id = "\u00e9" + Half }, " ($.Id)"),
        new(new() { Candidate = new() { FirstName = "Ada" + Half } }, " ($.Candidate.FirstName)"),
        new(new() { Application = new() { ApplicationStatus = new() { Value = new(Half) } } }, " ($.Application.ApplicationStatus.Value)"),
        new(new() { Passthrough = new JsonObject { ["note"] = Half } }, " ($.Passthrough)"),
        new(new() { Passthrough = new JsonObject { [Half] = 1 } }, " ($.Passthrough)"),
        // Latin-1 where UTF-8 was meant.
        new(new() { Passthrough = JsonNode.Parse(Encoding.Latin1.GetBytes("""{"name":"André"}"""))!.AsObject() }, " ($.Passthrough)"),
        new(new() { Passthrough = JsonNode.Parse(Encoding.Latin1.GetBytes("""{"name":"élan"}"""))!.AsObject() }, " ($.Passthrough)"),
        new(new() { Passthrough = new JsonObject { ["n"] = double.NaN } }, ""),
        new(new() { AdditionalProperties = new Dictionary<string, JsonElement> { ["n"] = default } }, ""),
    ];

    [Theory]
    [MemberData(nameof(Unwritable), DisableDiscoveryEnumeration = true)]
    public async Task Order_RequestThatJsonCannotHold_IsRefusedAndNothingSent(AssessmentOrderRequest request, string where)
    {
        var harness = new Harness();

        var failure = await Assert.ThrowsAsync<ArgumentException>(() => harness.Client.Assessments.OrderAsync(request));

        Assert.Equal("request", failure.ParamName);
        Assert.StartsWith($"The request cannot be written as JSON{where}. (", failure.Message, StringComparison.Ordinal);
        Assert.Equal(where.Length > 0, failure.InnerException!.Message.StartsWith("A string ", StringComparison.Ordinal));
        Assert.Empty(harness.Stub.Sent);

        // What writes requests is kept for the next one, and must not carry anything over.
        harness.Stub.Answer(System.Net.HttpStatusCode.OK);
        await harness.OrderAsync();
        Assert.Equal("""{"id":"order-1","package":{"id":"p1"}}""", harness.Stub.Sent.Single().Body);
    }

    public static TheoryData<string> Readers { get; } = [.. Reading.Keys];

    private static Dictionary<string, Func<HttpContent, Task<byte[]>>> Reading => new()
    {
        ["CopyToAsync"] = async content =>
        {
            using var copy = new MemoryStream();
            await content.CopyToAsync(copy);
            return copy.ToArray();
        },
        ["CopyTo"] = content =>
        {
            using var copy = new MemoryStream();
            content.CopyTo(copy, null, CancellationToken.None);
            return Task.FromResult(copy.ToArray());
        },
        ["ReadAsStreamAsync"] = async content => ToArray(await content.ReadAsStreamAsync()),
        ["ReadAsStream"] = content => Task.FromResult(ToArray(content.ReadAsStream())),
        ["ReadAsByteArrayAsync"] = content => content.ReadAsByteArrayAsync(),
        ["ReadAsStringAsync"] = async content => Encoding.UTF8.GetBytes(await content.ReadAsStringAsync()),
        ["LoadIntoBufferAsync"] = async content =>
        {
            await content.LoadIntoBufferAsync();
            return ToArray(content.ReadAsStream());
        },
    };

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Content_ReadInAnyWay_IsWholeEachTimeAndSeenToBeRead(string reader)
    {
        using JsonRequestContent content = CreateContent();

        // A connection sends it once a handler has read it.
        foreach (string next in (string[])[reader, "CopyToAsync"])
        {
            Assert.Equal("""{"id":"order-1","package":{"id":"p1"}}""", Encoding.UTF8.GetString(await Reading[next](content)));
            Assert.False(content.TryWithdraw());
        }
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Content_Withdrawn_CannotBeReadButRenewed(string reader)
    {
        JsonRequestContent content = CreateContent();
        Assert.True(content.TryWithdraw());
        Assert.True(content.TryWithdraw());

        await Assert.ThrowsAnyAsync<Exception>(() => Reading[reader](content));
        using JsonRequestContent renewed = content.Renew();
        Assert.Equal("""{"id":"order-1","package":{"id":"p1"}}""", Encoding.UTF8.GetString(await Reading[reader](renewed)));
    }

    [Fact]
    public void Content_ReadSynchronouslyAfterCancellation_IsCancelledAndUnread()
    {
        using JsonRequestContent content = CreateContent();

        Assert.Throws<OperationCanceledException>(() => content.CopyTo(Stream.Null, null, new CancellationToken(canceled: true)));

        Assert.True(content.TryWithdraw());
    }

    [Fact]
    public void Content_Headers_AreItsTypeAndLengthAndItsOwn()
    {
        using JsonRequestContent content = CreateContent();
        using JsonRequestContent other = CreateContent();

        Assert.Equal("application/json", content.Headers.NonValidated["Content-Type"].ToString());
        Assert.Equal("""{"id":"order-1","package":{"id":"p1"}}""".Length, content.Headers.ContentLength);

        // As a handler that the application added may do.
        content.Headers.ContentType!.CharSet = "utf-8";
        Assert.Equal("application/json", other.Headers.ContentType!.ToString());
    }

    /// <summary>The content and its headers are 528 bytes; a writer would be another 176.</summary>
    [Fact]
    public void Create_Again_ReusesTheWriter()
    {
        long[] bytes = new long[101];
        for (int i = 0; i < bytes.Length; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            CreateContent().Dispose();
            bytes[i] = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // The median: the first run compiles code, and a garbage collection makes a count uncertain.
        Array.Sort(bytes);
        Assert.InRange(bytes[bytes.Length / 2], 1, 540);
    }

    public static TheoryData<string> Ends { get; } = [.. Ending.Keys];

    private static Dictionary<string, Action> Ending => new()
    {
        ["disposed"] = () => CreateContent().Dispose(),
        ["larger than its first memory"] = () =>
            JsonRequestContent.Create(new() { Id = new string('x', 2000) }, AssessmentsJsonContext.Default.AssessmentOrderRequest).Dispose(),
        ["renewed"] = () => CreateContent().Renew().Dispose(),
        ["sent"] = () =>
        {
            using JsonRequestContent content = CreateContent();
            Assert.True(content.CopyToAsync(Stream.Null).IsCompletedSuccessfully);
        },
        ["sent synchronously"] = () =>
        {
            using JsonRequestContent content = CreateContent();
            content.CopyTo(Stream.Null, null, CancellationToken.None);
        },
        ["withdrawn"] = () =>
        {
            using JsonRequestContent content = CreateContent();
            content.TryWithdraw();
            Assert.ThrowsAny<Exception>(() => content.CopyTo(Stream.Null, null, CancellationToken.None));
        },
        ["not written"] = () => Assert.Throws<ArgumentException>(
            () => JsonRequestContent.Create(new() { Id = Half }, AssessmentsJsonContext.Default.AssessmentOrderRequest)),
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void Content_Ended_GivesItsMemoryBack(string end)
    {
        // The pool lends a thread what that thread gave back last.
        byte[] memory = ArrayPool<byte>.Shared.Rent(1024);
        ArrayPool<byte>.Shared.Return(memory);

        Ending[end]();

        byte[] next = ArrayPool<byte>.Shared.Rent(1024);
        ArrayPool<byte>.Shared.Return(next);
        Assert.Same(memory, next);
    }

    /// <summary>Requests that would have a member twice, and where.</summary>
    public static IEnumerable<TheoryDataRow<AssessmentOrderRequest, string>> Twice { get; } =
    [
        new(new() { Id = "1", AdditionalProperties = Additional("id") }, """$.AdditionalProperties["id"]"""),
        new(new() { ResultsUpdateUrl = "u", AdditionalProperties = Additional("new", "results_update_url") }, """$.AdditionalProperties["results_update_url"]"""),
        new(new() { Candidate = new() { Id = "1", AdditionalProperties = Additional("id") } }, """$.Candidate.AdditionalProperties["id"]"""),
        new(
            new() { Candidate = new() { Emails = [new(), new() { Type = "work", AdditionalProperties = Additional("type") }] } },
            """$.Candidate.Emails.AdditionalProperties["type"]"""),
        new(
            new() { Application = new() { ApplicationStatus = new() { SourceValue = 1, AdditionalProperties = Additional("source_value") } } },
            """$.Application.ApplicationStatus.AdditionalProperties["source_value"]"""),
    ];

    [Theory]
    [MemberData(nameof(Twice), DisableDiscoveryEnumeration = true)]
    public async Task Order_AdditionalMemberThatTheModelHas_IsRefusedAndNothingSent(AssessmentOrderRequest request, string where)
    {
        var harness = new Harness();

        var failure = await Assert.ThrowsAsync<ArgumentException>(() => harness.Client.Assessments.OrderAsync(request));

        Assert.Equal("request", failure.ParamName);
        Assert.StartsWith($"The request cannot be written as JSON ({where}). AdditionalProperties contains \"", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("which is a property of the model and has a value. Remove one of the two. (Parameter 'request')", failure.Message, StringComparison.Ordinal);
        Assert.Empty(harness.Stub.Sent);
    }

    /// <summary>Names are the same in JSON only if every character is, whatever the dictionary thinks.</summary>
    [Fact]
    public async Task Order_AdditionalMemberOfAnotherCase_IsSent()
    {
        var harness = new Harness();
        harness.Stub.Answer(System.Net.HttpStatusCode.OK).Answer(System.Net.HttpStatusCode.OK);

        await harness.Client.Assessments.OrderAsync(new() { Id = "1", AdditionalProperties = Additional("ID") });
        await harness.Client.Assessments.OrderAsync(new() { Id = "1", AdditionalProperties = new Dictionary<string, JsonElement>() });

        Assert.Equal(["""{"id":"1","ID":7}""", """{"id":"1"}"""], harness.Stub.Sent.Select(sent => sent.Body));
    }

    private static Dictionary<string, JsonElement> Additional(params string[] names) =>
        names.ToDictionary(name => name, _ => JsonSerializer.SerializeToElement(7), StringComparer.OrdinalIgnoreCase);

    /// <summary>Every character of the first plane, some beyond it, and the one that stands for those that are not valid.</summary>
    [Fact]
    public void Write_ValidText_IsEscapedAsUsual()
    {
        IEnumerable<Rune> runes = Enumerable.Range(0, 0x11000).Where(Rune.IsValid).Select(value => new Rune(value));
        string[] texts = [.. runes.Chunk(32).Select(some => string.Concat(some)), "", "plain", "a\ufffd"];

        Assert.All(texts, text => Assert.Equal(Write(text, JavaScriptEncoder.Default), Write(text, StrictJsonEncoder.Instance)));
    }

    private static JsonRequestContent CreateContent() =>
        JsonRequestContent.Create(Harness.Request, AssessmentsJsonContext.Default.AssessmentOrderRequest);

    private static byte[] ToArray(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static string Write(string text, JavaScriptEncoder encoder)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new() { Encoder = encoder }))
        {
            writer.WriteStartObject();
            writer.WriteString(text, text);
            writer.WritePropertyName("element");
            JsonSerializer.SerializeToElement(text).WriteTo(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
