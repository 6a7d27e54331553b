using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Api;

/// <summary>Values of a query as they are sent, in any culture.</summary>
public class QueryTests
{
    private static readonly Dictionary<string, (CandidateListQuery? Query, string Expected)> Queries = new()
    {
        ["none"] = (null, ""),
        ["empty"] = (new(), ""),
        ["empty lists and maps"] = (new() { Fields = [], Include = [], ProviderParameters = [] }, ""),
        ["delimiters"] = (new() { Email = "a&b=c?d#e" }, "?filter%5Bemail%5D=a%26b%3Dc%3Fd%23e"),
        ["plus and percent"] = (new() { Email = "a+b%20c@x.org" }, "?filter%5Bemail%5D=a%2Bb%2520c%40x.org"),
        ["spaces"] = (new() { Email = " a b " }, "?filter%5Bemail%5D=%20a%20b%20"),
        ["not ASCII"] = (new() { Email = "ü🙂@例.jp" }, "?filter%5Bemail%5D=%C3%BC%F0%9F%99%82%40%E4%BE%8B.jp"),
        ["commas in a value"] = (new() { Email = "a@x.org,b@x.org" }, "?filter%5Bemail%5D=a%40x.org%2Cb%40x.org"),
        ["line ends"] = (new() { Email = "a\r\nX-Evil: 1" }, "?filter%5Bemail%5D=a%0D%0AX-Evil%3A%201"),
        ["names"] = (new() { Fields = ["id", "a&b", "c d"] }, "?fields=id%2Ca%26b%2Cc%20d"),
        ["names as in C#"] = (
            new() { Fields = [nameof(Candidate.FirstName), "last_name", "FIRSTNAME", "new_name"], Include = [nameof(Candidate.CustomFields)] },
            "?fields=first_name%2Clast_name%2CFIRSTNAME%2Cnew_name&include=custom_fields"),
        ["date of an offset"] = (
            new() { UpdatedAfter = new(2026, 3, 1, 1, 30, 0, TimeSpan.FromHours(5.5)) },
            "?filter%5Bupdated_after%5D=2026-02-28T20%3A00%3A00Z"),
        ["date to the tick"] = (
            new() { CreatedAfter = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(1) },
            "?filter%5Bcreated_after%5D=2026-03-01T00%3A00%3A00.0000001Z"),
        ["booleans"] = (new() { Raw = true }, "?raw=true"),
        ["proxy"] = (
            new()
            {
                ProviderParameters = new()
                {
                    ["a&b"] = "c=d",
                    ["number"] = 1.5,
                    ["big"] = JsonNode.Parse("12345678901234567890123.50"),
                    ["yes"] = true,
                    ["filter"] = new JsonObject { ["eq"] = new JsonObject { ["age"] = 25, ["name"] = "ü" } },
                },
            },
            "?proxy%5Ba%26b%5D=c%3Dd&proxy%5Bnumber%5D=1.5&proxy%5Bbig%5D=12345678901234567890123.50&proxy%5Byes%5D=true"
            + "&proxy%5Bfilter%5Beq%5D%5Bage%5D%5D=25&proxy%5Bfilter%5Beq%5D%5Bname%5D%5D=%C3%BC"),
        ["proxy from JSON"] = (
            new() { ProviderParameters = JsonSerializer.Deserialize<JsonObject>("""{"a":"x\u0026y","b":{"c":false}}""") },
            "?proxy%5Ba%5D=x%26y&proxy%5Bb%5Bc%5D%5D=false"),
        ["proxy of values that JSON writes as text"] = (
            new()
            {
                ProviderParameters = new()
                {
                    ["since"] = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
                    ["id"] = Guid.Parse("8187e5da-dc77-475e-9949-af0f1fa4e4e3"),
                    ["letter"] = 'x',
                },
            },
            "?proxy%5Bsince%5D=2026-03-01T12%3A00%3A00%2B00%3A00&proxy%5Bid%5D=8187e5da-dc77-475e-9949-af0f1fa4e4e3&proxy%5Bletter%5D=x"),
    };

    public static MatrixTheoryData<string, string> Rows { get; } = new(Queries.Keys, ["", "de-DE", "ar-SA"]);

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task List_Query_IsSentEscaped(string name, string culture)
    {
        (CandidateListQuery? query, string expected) = Queries[name];
        var harness = new Harness();
        harness.Stub.Page("1");
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            await harness.Client.Candidates.ListAsync(query).ReadAllAsync();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal(expected, harness.Stub.Sent[0].Address.Query);
    }

    /// <summary>Every query of the library with one of its members of text or of an enumeration empty.</summary>
    public static TheoryData<Type, string> TextMembers { get; } =
    [
        .. typeof(CandidateListQuery).Assembly.GetExportedTypes()
            .Where(type => type.GetMethod("ToQueryString", BindingFlags.Instance | BindingFlags.NonPublic) is not null)
            .SelectMany(type => type.GetProperties()
                .Where(property => property.PropertyType == typeof(string)
                    || Nullable.GetUnderlyingType(property.PropertyType)?.Namespace == typeof(CandidateListQuery).Namespace)
                .Select(property => (type, property.Name))),
    ];

    [Theory]
    [MemberData(nameof(TextMembers))]
    public void Query_EmptyTextOrEnumeration_IsRefused(Type type, string member)
    {
        PropertyInfo property = type.GetProperty(member)!;
        object query = Activator.CreateInstance(type)!;
        property.SetValue(query, property.PropertyType == typeof(string) ? "" : Activator.CreateInstance(Nullable.GetUnderlyingType(property.PropertyType)!));
        MethodInfo write = type.GetMethod("ToQueryString", BindingFlags.Instance | BindingFlags.NonPublic)!;

        Assert.Throws<ArgumentException>(member, () => write.Invoke(query, BindingFlags.DoNotWrapExceptions, null, null, null));
    }

    [Fact]
    public async Task Call_EmptyFilter_ThrowsBeforeAnythingIsSent()
    {
        var harness = new Harness();

        Assert.Throws<ArgumentException>(() => { harness.Client.Candidates.ListAsync(new() { Email = "" }); });
        Assert.Throws<ArgumentException>(() => { harness.Client.Jobs.ListAsync(new() { JobStatus = default(JobStatusFilterValue) }); });
        await Assert.ThrowsAsync<ArgumentException>(() => harness.Client.Applications.DownloadDocumentAsync("a1", "d1", new() { Format = "" }));

        Assert.Empty(harness.Stub.Sent);
    }

    [Theory]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("?a=b", "%3Fa%3Db")]
    [InlineData("#a", "%23a")]
    [InlineData("%2F", "%252F")]
    [InlineData("%2e%2e", "%252e%252e")]
    [InlineData("a b+c", "a%20b%2Bc")]
    [InlineData("../../x", "..%2F..%2Fx")]
    [InlineData("\\..\\x", "%5C..%5Cx")]
    [InlineData("...", "...")]
    [InlineData("a;b@c:d,e", "a%3Bb%40c%3Ad%2Ce")]
    [InlineData("ü🙂", "%C3%BC%F0%9F%99%82")]
    [InlineData("a\r\nb", "a%0D%0Ab")]
    public async Task Get_Id_IsOneSegmentOfThePath(string id, string segment)
    {
        var harness = new Harness();
        harness.Stub.Answer(System.Net.HttpStatusCode.OK, """{"data":{}}""");

        await harness.Client.Applications.GetNoteAsync(id, id);

        Assert.Equal($"/unified/ats/applications/{segment}/notes/{segment}", harness.Stub.Sent[0].Address.AbsolutePath);
        Assert.Equal("", harness.Stub.Sent[0].Address.Query + harness.Stub.Sent[0].Address.Fragment);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\t")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task Call_UnusableId_ThrowsBeforeAnythingIsSentAndNamesTheParameter(string? id)
    {
        var harness = new Harness();
        StackOneAtsClient client = harness.Client;

        ArgumentException[] failures =
        [
            await Assert.ThrowsAnyAsync<ArgumentException>(() => client.Candidates.GetAsync(id!)),
            await Assert.ThrowsAnyAsync<ArgumentException>(() => client.Candidates.UpdateAsync(id!, new())),
            await Assert.ThrowsAnyAsync<ArgumentException>(() => client.Candidates.CreateNoteAsync(id!, new())),
            Assert.ThrowsAny<ArgumentException>(() => { client.Candidates.ListNotesAsync(id!); }),
            await Assert.ThrowsAnyAsync<ArgumentException>(() => client.Candidates.GetNoteAsync("c1", id!)),
            await Assert.ThrowsAnyAsync<ArgumentException>(() => client.BackgroundChecks.DeletePackageAsync(id!)),
            await Assert.ThrowsAnyAsync<ArgumentException>(() => client.Applications.DownloadDocumentAsync("a1", id!)),
            await Assert.ThrowsAnyAsync<ArgumentException>(() => client.Applications.UploadDocumentAsync(id!, new())),
            await Assert.ThrowsAnyAsync<ArgumentException>(() => client.Applications.UploadDocumentAsync(id!, Stream.Null, new())),
        ];

        Assert.Equal(
            ["candidateId", "candidateId", "candidateId", "candidateId", "noteId", "packageId", "documentId", "applicationId", "applicationId"],
            failures.Select(failure => failure.ParamName));
        Assert.Empty(harness.Stub.Sent);
    }
}
