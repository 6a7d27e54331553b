using System.Text.Json;
using System.Text.Json.Nodes;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Tests.Webhooks;

/// <summary>
/// A JSON object is an event, whatever its members have, and nothing of it is lost. What each odd value is converted to is in the tests of all
/// models.
/// </summary>
public class EventOddValueTests
{
    internal static readonly string[] Names = [.. EventTypeTests.Documented.Select(row => row.Name), "hris_employees.created"];

    private static readonly string[] OddValues =
    [
        "null", "\"\"", "\"x\"", "\"2026-01-31\"", "7", "-0", "1.5", "1e400", "12345678901234567890123", "true", "false",
        "{}", "[]", "[null]", "[[]]", "[7,\"x\"]", """{"a":1,"a":2}""", """{"value":"x"}""", """{"value":7,"source_value":"seven"}""",
        "\"\\ud800\"", "\"\\u0000\"", "{\"\\udc00\":[\"\\ud800\"]}",
        """{"id":7,"package":"pkg","candidate":[],"job":null,"application":{"application_status":7}}""",
    ];

    /// <summary>Each documented event, and one of another family, with each of its members.</summary>
    public static TheoryData<string, string> Members { get; } = new(Names.SelectMany(name => Both(name)
        .SelectMany(body => body.Select(member => member.Key)).Distinct().Select(member => (name, member))));

    [Theory]
    [MemberData(nameof(Members))]
    public void Read_OddValueOfAMember_IsAnEventThatKeepsIt(string name, string member)
    {
        foreach (string odd in OddValues)
        {
            foreach (JsonObject body in Both(name).Where(body => body.ContainsKey(member)))
            {
                Type type = Hooks.Read(body).GetType();
                body[member] = "ODD";
                string json = body.ToJsonString().Replace("\"ODD\"", odd, StringComparison.Ordinal);

                StackOneEvent received = Hooks.Read(json);

                Assert.Equal(member == "event" ? typeof(StackOneEvent) : type, received.GetType());
                AssertWhole(received, json);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void Read_WithoutAMember_IsAnEvent(string name, string member)
    {
        foreach (JsonObject body in Both(name).Where(body => body.ContainsKey(member)))
        {
            Type type = Hooks.Read(body).GetType();
            body.Remove(member);

            StackOneEvent received = Hooks.Read(body);

            Assert.Equal(member == "event" ? typeof(StackOneEvent) : type, received.GetType());
            Hooks.AssertSame(body, received);
        }
    }

    private static JsonObject[] Both(string name) => [Hooks.Account(name), Hooks.Record(name)];

    /// <summary>Nothing of the JSON is missing: what was converted is a value of its member, and everything else is as it came.</summary>
    private static void AssertWhole(StackOneEvent received, string json)
    {
        string written = received.ToJson();
        using JsonDocument before = JsonDocument.Parse(json);
        using JsonDocument after = JsonDocument.Parse(written);
        string[] missing =
        [
            .. before.RootElement.EnumerateObject()
                .Where(member => member.Value.GetRawText() is not ("null" or "\"\"" or "[]") && !after.RootElement.TryGetProperty(member.Name, out _))
                .Select(member => member.Name),
        ];
        Assert.True(missing.Length == 0, $"{json}\n{written}");
        Assert.Equal(received, StackOneEvent.Parse(written));
        Assert.Equal(received.GetHashCode(), StackOneEvent.Parse(written).GetHashCode());
        Assert.Equal(received.GetType().Name, received.ToString());
    }
}
