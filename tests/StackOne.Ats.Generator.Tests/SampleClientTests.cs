using System.Text.Json.Nodes;
using StackOne.Ats.Generator.Tests.Sample;
using StackOne.Ats.Generator.Tests.Sample.Models;

namespace StackOne.Ats.Generator.Tests;

/// <summary>What generated group clients send, and what they refuse to send.</summary>
public sealed class SampleClientTests : IDisposable
{
    private readonly SampleService _service = new();

    public static TheoryData<ThingListQuery, Type> InvalidQueries { get; } = new()
    {
        { new() { PageSize = 0 }, typeof(ArgumentOutOfRangeException) },
        { new() { PageSize = -1 }, typeof(ArgumentOutOfRangeException) },
        { new() { Ids = ["a,b"] }, typeof(ArgumentException) },
        { new() { Ids = ["a", " "] }, typeof(ArgumentException) },
        { new() { Text = "\ud800" }, typeof(ArgumentException) },
        { new() { Proxy = new JsonObject { ["a"] = null } }, typeof(ArgumentException) },
        { new() { Proxy = new JsonObject { ["a"] = new JsonObject { ["b"] = new JsonArray(1) } } }, typeof(ArgumentException) },
    };

    private ThingsClient Things => _service.Client.Things;

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task Delete_WithoutPreferInTheContract_SendsTheAccountAlone()
    {
        await Things.DeleteAsync("a/b", TestContext.Current.CancellationToken);

        HttpRequestMessage request = Assert.Single(_service.Requests);
        Assert.Equal("DELETE https://api.stackone.com/things/a%2Fb", $"{request.Method} {request.RequestUri!.AbsoluteUri}");
        Assert.Equal("acc_1", Assert.Single(request.Headers.GetValues("x-account-id")));
        Assert.False(request.Headers.Contains("Prefer"));
    }

    [Theory]
    [InlineData(null, typeof(ArgumentNullException))]
    [InlineData("", typeof(ArgumentException))]
    [InlineData("..", typeof(ArgumentException))]
    public async Task Delete_UnusableId_ThrowsBeforeAnythingIsSent(string? id, Type expected)
    {
        Exception? exception = await Record.ExceptionAsync(() => Things.DeleteAsync(id!, TestContext.Current.CancellationToken));

        Assert.IsType(expected, exception);
        Assert.Equal("id", ((ArgumentException)exception).ParamName);
        Assert.Empty(_service.Requests);
    }

    [Theory]
    [InlineData(null, typeof(ArgumentNullException))]
    [InlineData("..", typeof(ArgumentException))]
    public void ListParts_UnusableId_ThrowsBeforeTheEnumeration(string? id, Type expected) =>
        Assert.Throws(expected, () => Things.ListPartsAsync(id!, TestContext.Current.CancellationToken));

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(InvalidQueries))]
    public void List_InvalidQuery_ThrowsBeforeTheEnumeration(ThingListQuery query, Type expected) =>
        Assert.Throws(expected, () => Things.ListAsync(query, TestContext.Current.CancellationToken));

    [Fact]
    public async Task Create_Null_ThrowsBeforeAnythingIsSent()
    {
        await Assert.ThrowsAsync<ArgumentNullException>("request", () => Things.CreateAsync(null!, TestContext.Current.CancellationToken));

        Assert.Empty(_service.Requests);
    }

    public static TheoryData<ThingUpdateRequest, string> Updates { get; } = new()
    {
        { new() { Order = 1, Parent = "p" }, """{"order":1,"parent":"p"}""" },
        { new() { Order = 1, Parent = null }, """{"order":1}""" },
        { new() { Order = 1, Parent = "p", SetToNull = [] }, """{"order":1,"parent":"p"}""" },
        {
            new() { Order = 1, Parent = null, SetToNull = ["Name", "active", "Parent"] },
            """{"order":1,"name":null,"active":null,"parent":null}"""
        },
        { new() { Order = 1, Parent = "p", Active = false, SetToNull = ["Name"] }, """{"order":1,"name":null,"active":false,"parent":"p"}""" },
    };

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Updates))]
    public async Task Update_SetToNull_IsSentAsNull(ThingUpdateRequest request, string expected)
    {
        await Things.UpdateAsync("1", request, TestContext.Current.CancellationToken);

        Assert.Equal("PATCH", _service.Requests[0].Method.Method);
        Assert.Equal(expected, _service.Bodies[0]);
    }

    [Theory]
    [InlineData("Other")]
    [InlineData("NAME")]
    [InlineData("order")]
    [InlineData("OldName")]
    [InlineData("Order")]
    [InlineData("AdditionalProperties")]
    [InlineData(null)]
    public async Task Update_SetToNullOfNoMemberOrOfAValue_ThrowsBeforeAnythingIsSent(string? member)
    {
        var request = new ThingUpdateRequest { Order = 1, Parent = "p", SetToNull = [member!] };

        await Assert.ThrowsAsync<ArgumentException>("request", () => Things.UpdateAsync("1", request, TestContext.Current.CancellationToken));

        Assert.Empty(_service.Requests);
    }

    [Fact]
    public void Things_RequestedTwice_IsTheSame() => Assert.Same(_service.Client.Things, _service.Client.Things);
}
