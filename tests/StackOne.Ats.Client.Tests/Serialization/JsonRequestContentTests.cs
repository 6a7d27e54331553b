using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
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

    /// <summary>Every character of the first plane, some beyond it, and the one that stands for those that are not valid.</summary>
    [Fact]
    public void Write_ValidText_IsEscapedAsUsual()
    {
        IEnumerable<Rune> runes = Enumerable.Range(0, 0x11000).Where(Rune.IsValid).Select(value => new Rune(value));
        string[] texts = [.. runes.Chunk(32).Select(some => string.Concat(some)), "", "plain", "a\ufffd"];

        Assert.All(texts, text => Assert.Equal(Write(text, JavaScriptEncoder.Default), Write(text, StrictJsonEncoder.Instance)));
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
