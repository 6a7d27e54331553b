using System.Net;

namespace StackOne.Ats.Client.Testing.Tests;

/// <summary>Every member of every body of the contract, with values of the wrong type, and with values that the contract lists or does not list.</summary>
public sealed class BodyTypeTests : IAsyncDisposable
{
    private const int Deepest = 5;

    private readonly StackOneSandbox _sandbox = StackOneSandbox.Start(new StackOneSandboxOptions { RequestsPerMinute = null });

    /// <summary>Where the operations of the Platform API are called, which is not below <c>/unified/ats/</c>.</summary>
    private static readonly Dictionary<string, string> PlatformPaths = new()
    {
        ["stackone_update_account"] = "../../accounts/account-1",
        ["stackone_create_connect_session"] = "../../connect_sessions",
        ["stackone_authenticate_connect_session"] = "../../connect_sessions/authenticate",
    };

    public static TheoryData<string> Ids { get; } = [.. Contract.OperationsWithBody];

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Write_MemberOfAnotherType_IsRefused(string id)
    {
        var bodies = Bodies(Contract.Body(id), Deepest, (schema, member) => Wrong(TypeOf(schema, member)));

        Assert.Empty(await MessagesAsync(id, bodies, (member, message) => message != $"{member} does not have the type in the contract."));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Write_ValueThatTheContractDoesNotList_IsRefused(string id)
    {
        var bodies = Bodies(Contract.Body(id), Deepest, (schema, member) => Contract.Values(schema, member).Any() ? ["\"unheard_of\"", "\"\""] : []);

        Assert.Empty(await MessagesAsync(id, bodies, (member, message) => message != $"{member} is not a value of the contract."));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Write_ValueOfTheContract_IsNotRefused(string id)
    {
        var bodies = Bodies(Contract.Body(id), Deepest, (schema, member) => [.. Contract.Values(schema, member)]);

        Assert.Empty(await MessagesAsync(id, bodies, (_, message) => message?.EndsWith(" of the contract.", StringComparison.Ordinal) == true));
    }

    /// <summary>What the sandbox says of bodies, where that is wrong.</summary>
    private async Task<List<string>> MessagesAsync(string id, IEnumerable<(string Member, string Body)> bodies, Func<string, string?, bool> isWrong)
    {
        using HttpClient http = _sandbox.Http();
        string path = PlatformPaths.GetValueOrDefault(id) ?? await WriteRow.All[id].PathAsync(http);
        List<string> wrong = [];
        foreach (var (member, body) in bodies)
        {
            using HttpResponseMessage response = await http.SendAsync(Contract.Method(id), path, body);
            string? message = response.StatusCode == HttpStatusCode.BadRequest ? (await response.JsonAsync()).Text("message") : null;
            if (isWrong(member, message))
            {
                wrong.Add($"{body}: {message}");
            }
        }

        return wrong;
    }

    /// <summary>Bodies with one value each: those of each member of a schema, and of the schemas of its members.</summary>
    private static IEnumerable<(string Member, string Body)> Bodies(string schema, int depth, Func<string, string, string[]> values)
    {
        foreach (string member in depth == 0 ? [] : Contract.Members(schema))
        {
            foreach (string value in values(schema, member))
            {
                yield return (member, $$"""{"{{member}}":{{value}}}""");
            }

            string type = Contract.TypeOf(schema, member);
            bool isList = type.StartsWith('[');
            foreach (string item in isList ? values(schema, $"{member}[]") : [])
            {
                yield return ($"{member}[0]", $$"""{"{{member}}":[{{item}}]}""");
            }

            foreach (var (inner, body) in Bodies(type.Trim('[', ']'), depth - 1, values))
            {
                yield return isList ? ($"{member}[0].{inner}", $$"""{"{{member}}":[{{body}}]}""") : ($"{member}.{inner}", $$"""{"{{member}}":{{body}}}""");
            }
        }
    }

    /// <summary>The type of a member, or of its items.</summary>
    private static string TypeOf(string schema, string member) => member.EndsWith("[]", StringComparison.Ordinal)
        ? Contract.TypeOf(schema, member[..^2])[1..^1]
        : Contract.TypeOf(schema, member);

    /// <summary>Values that a type does not allow.</summary>
    private static string[] Wrong(string type) => type switch
    {
        "any" => [],
        "datetime" => ["\"soon\"", "\"2026-01-31\"", "1"],
        "number" => ["\"many\"", "1e400", "-1e400"],
        ['[', ..] => ["{}"],
        _ => ["[]"],
    };
}
