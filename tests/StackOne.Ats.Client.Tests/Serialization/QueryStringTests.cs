using System.Text.Json.Nodes;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Tests.Serialization;

public class QueryStringTests
{
    /// <summary>Not in attributes: those are stored as UTF-8, which has no such thing.</summary>
    public static TheoryData<string> Halves { get; } = ["\ud83d", "a\ud83d", "\ude00a"];

    [Theory]
    [MemberData(nameof(Halves), DisableDiscoveryEnumeration = true)]
    public void Add_HalfOfASurrogatePair_IsRefusedAndNotShown(string text)
    {
        ArgumentException[] failures =
        [
            Assert.Throws<ArgumentException>(() => new QueryString().Add("q", text, "Email")),
            Assert.Throws<ArgumentException>(() => new QueryString().AddJoined("q", ["a", text], member: "Email")),
            Assert.Throws<ArgumentException>(() => new QueryString().AddEach("q", ["a", text], "Email")),
            Assert.Throws<ArgumentException>(() => new QueryString().AddMap("q", new JsonObject { ["a"] = text }, "Email")),
            Assert.Throws<ArgumentException>(() => new QueryString().AddMap("q", new JsonObject { ["a"] = new JsonObject { [text] = "a" } }, "Email")),
        ];

        Assert.All(failures, failure => Assert.Equal(
            "Email contains an unpaired surrogate. (Parameter 'Email')",
            failure.Message));
    }

    /// <summary>.NET 8 cannot make an address of more than 65,519 characters, escapes included, and throws when the call is made.</summary>
    [Theory]
    [InlineData("a", 24_997)]
    [InlineData(" ", 8_333)]
    [InlineData("\u20ac", 2_778)]
    public void Add_LongerThanAnAddress_IsRefused(string letter, int most)
    {
        string value = string.Concat(Enumerable.Repeat(letter, most - 1)) + "a";
        new QueryString().Add("q", value, "Email");

        var failure = Assert.Throws<ArgumentException>(() => new QueryString().Add("q", value + letter, "Email"));
        var joined = Assert.Throws<ArgumentException>(() => new QueryString().AddEach("q", Enumerable.Repeat("a", 10_000), "Ids"));

        Assert.Equal("Email makes the query longer than 25000 characters. Ask for less at a time. (Parameter 'Email')", failure.Message);
        Assert.Equal("Ids", joined.ParamName);
    }

    /// <summary>Some servers take an empty filter for none, and return everyone.</summary>
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\t\u00a0")]
    public void Add_Blank_IsRefused(string value) => Assert.Equal(
        "Email is empty or blank. Leave it null to send none. (Parameter 'Email')",
        Assert.Throws<ArgumentException>(() => new QueryString().Add("filter[email]", value, "Email")).Message);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void AddPageSize_LessThanOne_IsRefused(int size) => Assert.Equal(
        "PageSize must be at least 1. (Parameter 'PageSize')",
        Assert.Throws<ArgumentOutOfRangeException>(() => new QueryString().AddPageSize("page_size", size, "PageSize")).Message);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("id,name")]
    public void AddJoined_NameThatWouldBeAnotherOrSeveral_IsRefused(string name) => Assert.Equal(
        "Fields contains a name that is blank or has a comma. Add each name as an item of the list. (Parameter 'Fields')",
        Assert.Throws<ArgumentException>(() => new QueryString().AddJoined("fields", ["id", name], member: "Fields")).Message);

    public static TheoryData<string?[], string> Refused { get; } = new()
    {
        { [], "Ids is an empty list. Leave it null to send none. (Parameter 'Ids')" },
        { ["a", ""], "Ids is empty or blank. Leave it null to send none. (Parameter 'Ids')" },
        { ["a", null], "Ids is empty or blank. Leave it null to send none. (Parameter 'Ids')" },
    };

    /// <summary>A filter by no values at all would be none, and would return everything.</summary>
    [Theory]
    [MemberData(nameof(Refused))]
    public void AddEach_NoValuesOrABlankOne_IsRefused(string?[] values, string message) => Assert.Equal(
        message,
        Assert.Throws<ArgumentException>(() => new QueryString().AddEach("ids", values!, "Ids")).Message);

    [Fact]
    public void AddEach_Values_AreAParameterEach() =>
        Assert.Equal([new("ids", "a"), new("ids", "b,c"), new("ids", "a")], new QueryString().AddEach("ids", ["a", "b,c", "a"]).Pairs);

    [Fact]
    public void With_ParameterThatIsThere_ReplacesItInTheCopyAlone()
    {
        QueryString query = new QueryString().Add("a", "1").Add("b", "2");

        Assert.Equal([new("b", "2"), new("a", "3")], query.With("a", "3").Pairs);
        Assert.Equal([new("a", "1"), new("b", "2")], query.Pairs);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("{}")]
    public void AddMap_WhatNoQueryCanHold_IsRefused(string value)
    {
        var map = new JsonObject { ["a"] = JsonNode.Parse(value) };

        var failure = Assert.Throws<ArgumentException>(() => new QueryString().AddMap("proxy", map, "Proxy"));

        Assert.Equal(
            "Proxy contains a null, a list or an empty object. Only text, numbers, booleans and nested objects can be sent. (Parameter 'Proxy')",
            failure.Message);
    }

    /// <summary>What the provider makes of it is not known.</summary>
    [Fact]
    public void AddMap_EmptyText_IsSent() =>
        Assert.Equal([new("proxy[a]", "")], new QueryString().AddMap("proxy", new JsonObject { ["a"] = "" }).Pairs);

    [Fact]
    public void Add_Null_IsLeftOut() =>
        Assert.Empty(new QueryString().Add("a", (string?)null).AddJoined("b", null).AddEach("d", null).AddMap("c", null).Pairs);

    [Fact]
    public void Add_PairOfSurrogates_IsKept() => Assert.Equal([new("q", "a\ud83d\ude00")], new QueryString().Add("q", "a\ud83d\ude00").Pairs);
}
