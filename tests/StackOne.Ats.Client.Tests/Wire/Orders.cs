using System.Text.Json;
using System.Text.Json.Nodes;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Tests.Wire;

/// <summary>Orders and the bytes that they are on the wire.</summary>
internal static class Orders
{
    /// <summary>Every member that an order can have.</summary>
    internal static AssessmentOrderRequest Filled { get; } = new()
    {
        Id = "order-1",
        Package = new() { Id = "p1", RemoteId = "rp1", Name = "Test 1", Description = "Skills test" },
        Application = new()
        {
            Id = "a1",
            RemoteId = "ra1",
            ApplicationStatus = new() { Value = ApplicationStatusValue.Hired, SourceValue = "Hired" },
            Passthrough = new JsonObject { ["stage"] = 3 },
        },
        Job = new()
        {
            Id = "j1",
            RemoteId = "rj1",
            Title = "Software Engineer",
            HiringTeam =
            [
                new()
                {
                    UserId = "u1",
                    RemoteUserId = "ru1",
                    FirstName = "Ada",
                    LastName = "Example",
                    Email = "ada@example.com",
                    Role = "Software Engineer",
                },
            ],
            Passthrough = new JsonObject { ["floor"] = 1.5 },
        },
        Candidate = new()
        {
            Id = "c1",
            RemoteId = "rc1",
            FirstName = "José",
            LastName = "Example",
            Emails = [new() { Type = "personal", Value = "jose@example.com" }, new() { Value = "j@example.com" }],
            Passthrough = new JsonObject { ["other_known_names"] = "Joe" },
            ProfileUrl = "https://example.com/candidate?id=xyz",
        },
        Requester = new() { UserId = "u2" },
        ResultsUpdateUrl = "https://example.com/integrations/results/update",
        Passthrough = new JsonObject { ["nested"] = new JsonObject { ["list"] = new JsonArray(1, "two", false) } },
    };

    internal const string FilledBody =
        """
        {"id":"order-1","package":{"id":"p1","remote_id":"rp1","name":"Test 1","description":"Skills test"},"application":{"id":"a1","remote_id":"ra1","application_status":{"value":"hired","source_value":"Hired"},"passthrough":{"stage":3}},"job":{"id":"j1","remote_id":"rj1","title":"Software Engineer","hiring_team":[{"user_id":"u1","remote_user_id":"ru1","first_name":"Ada","last_name":"Example","email":"ada@example.com","role":"Software Engineer"}],"passthrough":{"floor":1.5}},"candidate":{"id":"c1","remote_id":"rc1","first_name":"Jos\u00E9","last_name":"Example","emails":[{"type":"personal","value":"jose@example.com"},{"value":"j@example.com"}],"passthrough":{"other_known_names":"Joe"},"profile_url":"https://example.com/candidate?id=xyz"},"requester":{"user_id":"u2"},"results_update_url":"https://example.com/integrations/results/update","passthrough":{"nested":{"list":[1,"two",false]}}}
        """;

    internal static JsonElement Json(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
