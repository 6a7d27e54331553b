using System.Net;

namespace StackOne.Ats.Client.Testing.Tests;

/// <summary>Every member of every body of the contract, with a value of the wrong type.</summary>
public sealed class BodyTypeTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    private const int Deepest = 5;

    public static TheoryData<string> Ids { get; } = [.. Contract.Operations.Keys.Where(id => Contract.Body(id) is not null)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Write_MemberOfAnotherType_IsRefused(string id)
    {
        using HttpClient http = fixture.Sandbox.Http(account: id);
        string path = await WriteRow.All[id].PathAsync(http);
        List<string> accepted = [];
        foreach (var (member, body) in WrongBodies(Contract.Body(id)!, Deepest))
        {
            using HttpResponseMessage response = await http.SendAsync(Contract.Operations[id].Method, path, body);
            string? message = response.StatusCode == HttpStatusCode.BadRequest ? (await response.JsonAsync()).Text("message") : null;
            if (message != $"{member} does not have the type in the contract.")
            {
                accepted.Add($"{member}: {message}");
            }
        }

        Assert.Empty(accepted);
    }

    /// <summary>A body for each member of a schema, and of the schemas of its members.</summary>
    private static IEnumerable<(string Member, string Body)> WrongBodies(string schema, int depth)
    {
        foreach (string member in depth == 0 ? [] : Contract.Members(schema))
        {
            string type = Contract.TypeOf(schema, member);
            if (Wrong(type) is { } wrong)
            {
                yield return (member, $$"""{"{{member}}":{{wrong}}}""");
            }

            bool isList = type.StartsWith('[');
            foreach (var (inner, body) in WrongBodies(type.Trim('[', ']'), depth - 1))
            {
                yield return isList ? ($"{member}[0].{inner}", $$"""{"{{member}}":[{{body}}]}""") : ($"{member}.{inner}", $$"""{"{{member}}":{{body}}}""");
            }
        }
    }

    /// <summary>A value that a type does not allow; null if it allows any.</summary>
    private static string? Wrong(string type) => type switch
    {
        "any" => null,
        "datetime" => "\"soon\"",
        "number" => "\"many\"",
        ['[', ..] => "{}",
        _ => "[]",
    };
}
