using System.Text.Json.Nodes;
using StackOne.Ats.Client.Testing.Resources;

namespace StackOne.Ats.Client.Testing.Fixtures;

/// <summary>The interviews of the applicants and the scorecards that result from them. No operation creates them.</summary>
internal static class Interviewing
{
    internal static void Add(Account account, Resource application, int index, DateTimeOffset start, bool completed)
    {
        Resource interviewer = account.Get(Collection.Users, $"user-{(index % 5) + 1}");
        Resource stage = account.List(Collection.Stages, application.Text("job_id")).ElementAt(2);
        Resource interview = account.Add(
            Collection.Interviews,
            Interview(application, stage, interviewer, start, completed),
            start.AddDays(-2),
            application.Id);
        if (completed)
        {
            account.Add(Collection.Scorecards, Scorecard(application, interview, interviewer, index), start.AddHours(2), application.Id);
        }
    }

    private static JsonObject Interview(Resource application, Resource stage, Resource interviewer, DateTimeOffset start, bool completed)
    {
        string startAt = Timestamp.Format(start);
        string endAt = Timestamp.Format(start.AddHours(1));
        string meetingUrl = $"https://meet.example.com/{application.Id}";
        return new JsonObject
        {
            ["application_id"] = application.Id,
            ["remote_application_id"] = application.RemoteId,
            ["interview_stage_id"] = stage.Id,
            ["remote_interview_stage_id"] = stage.RemoteId,
            ["interview_stage"] = stage.Members(),
            ["interview_status"] = JsonExtensions.Enum(completed ? "completed" : "scheduled"),
            ["interviewer_ids"] = new JsonArray(interviewer.Id),
            ["remote_interviewer_ids"] = new JsonArray(interviewer.RemoteId),
            ["interview_parts"] = Merging.WithIds(
                [
                    new JsonObject
                    {
                        ["type"] = JsonExtensions.Enum("video"),
                        ["title"] = "Interview with the team",
                        ["interviewer_ids"] = new JsonArray(interviewer.Id),
                        ["remote_interviewer_ids"] = new JsonArray(interviewer.RemoteId),
                        ["meeting_url"] = meetingUrl,
                        ["meeting_provider"] = "Meet",
                        ["start_at"] = startAt,
                        ["end_at"] = endAt,
                    },
                ],
                $"{application.Id}-interview-part"),
            ["interviewers"] = new JsonArray(new JsonObject
            {
                ["id"] = interviewer.Id,
                ["remote_id"] = interviewer.RemoteId,
                ["name"] = interviewer.Text("name"),
                ["email"] = interviewer.Text("email"),
            }),
            ["start_at"] = startAt,
            ["end_at"] = endAt,
            ["meeting_url"] = meetingUrl,
        };
    }

    private static JsonObject Scorecard(Resource application, Resource interview, Resource author, int index) => new()
    {
        ["sections"] = Merging.WithIds(
            [
                new JsonObject
                {
                    ["label"] = "Skills",
                    ["fields"] = Merging.WithIds(
                        [
                            new JsonObject
                            {
                                ["label"] = "Problem solving",
                                ["type"] = "score",
                                ["values"] = new JsonArray($"{(index % 4) + 1}"),
                                ["required"] = true,
                            },
                        ],
                        $"{application.Id}-scorecard-field"),
                },
            ],
            $"{application.Id}-scorecard-section"),
        ["label"] = "Interview",
        ["candidate_id"] = application.Text("candidate_id"),
        ["remote_candidate_id"] = application.Text("remote_candidate_id"),
        ["application_id"] = application.Id,
        ["remote_application_id"] = application.RemoteId,
        ["interview_id"] = interview.Id,
        ["remote_interview_id"] = interview.RemoteId,
        ["author_id"] = author.Id,
        ["remote_author_id"] = author.RemoteId,
        ["overall_recommendation"] = index % 2 == 0 ? "yes" : "strong_yes",
    };
}
