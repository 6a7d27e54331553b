using System.Text.Json.Nodes;
using StackOne.Ats.Client.Models;

namespace OrderAssessment;

internal static class Order
{
    /// <summary>Creates an order with all members. Every member is optional: providers differ in what they require.</summary>
    internal static AssessmentOrderRequest Example() => new()
    {
        Id = "8187e5da-dc77-475e-9949-af0f1fa4e4e3",
        Package = new AssessmentPackage
        {
            Id = "8187e5da-dc77-475e-9949-af0f1fa4e4e3",
            RemoteId = "8187e5da-dc77-475e-9949-af0f1fa4e4e3",
            Name = "Test 1",
            Description = "Skills test to gauge a candidate's proficiency in job-specific skills",
        },
        Application = new OrderApplication
        {
            Id = "8187e5da-dc77-475e-9949-af0f1fa4e4e3",
            RemoteId = "8187e5da-dc77-475e-9949-af0f1fa4e4e3",
            ApplicationStatus = new ApplicationStatus { Value = ApplicationStatusValue.Assessment },
        },
        Job = new OrderJob
        {
            Id = "8187e5da-dc77-475e-9949-af0f1fa4e4e3",
            RemoteId = "8187e5da-dc77-475e-9949-af0f1fa4e4e3",
            Title = "Software Engineer",
            HiringTeam = [HiringManager],
        },
        Candidate = new OrderCandidate
        {
            Id = "8187e5da-dc77-475e-9949-af0f1fa4e4e3",
            RemoteId = "8187e5da-dc77-475e-9949-af0f1fa4e4e3",
            FirstName = "First",
            LastName = "Candidate",
            Emails = [new CandidateEmail { Type = "personal", Value = "first.candidate@example.com" }],
            ProfileUrl = "https://example.com/candidate?id=xyz",
            Passthrough = new JsonObject { ["other_known_names"] = "Second Candidate" },
        },
        Requester = HiringManager,
        ResultsUpdateUrl = "https://example.com/integrations/results/update",
    };

    private static HiringTeamMember HiringManager => new()
    {
        UserId = "123456",
        RemoteUserId = "e3cb75bf-aa84-466e-a6c1-b8322b257a48",
        FirstName = "Hiring",
        LastName = "Manager",
        Email = "hiring.manager@example.com",
        Role = "Hiring Manager",
    };
}
