using System.Text.Json.Nodes;
using StackOne.Ats.Client.Testing.Resources;

namespace StackOne.Ats.Client.Testing.Fixtures;

internal static class JobPosting
{
    /// <summary>The posting of a job, with a questionnaire.</summary>
    internal static JsonObject Of(Resource job)
    {
        string description = job.Text("description")!;
        return new JsonObject
        {
            ["title"] = job.Text("title"),
            ["locations"] = Merging.WithIds(job.Members().Texts("location_ids").Select(id => new JsonObject { ["id"] = id }), "location"),
            ["internal"] = "false",
            ["status"] = job.Text("job_status", "value") == "open" ? JsonExtensions.Enum("live") : JsonExtensions.Enum("closed"),
            ["job_id"] = job.Id,
            ["remote_job_id"] = job.RemoteId,
            ["content"] = new JsonObject
            {
                ["plain"] = description,
                ["html"] = $"<p>{description}</p>",
                ["sections"] = Merging.WithIds(
                    [new JsonObject { ["type"] = JsonExtensions.Enum("description"), ["label"] = "The job", ["content"] = description }],
                    $"{job.Id}-section"),
            },
            ["compensation"] = new JsonArray(new JsonObject
            {
                ["title"] = "Salary",
                ["type"] = JsonExtensions.Enum("salary"),
                ["pay_period"] = JsonExtensions.Enum("year"),
                ["pay_frequency"] = JsonExtensions.Enum("monthly"),
                ["currency"] = "EUR",
                ["min_value_range"] = "48000",
                ["max_value_range"] = "64000",
            }),
            ["employment_type"] = JsonExtensions.Enum("permanent"),
            ["employment_contract_type"] = JsonExtensions.Enum("full_time"),
            ["external_url"] = $"https://careers.example.com/{job.Id}",
            ["external_apply_url"] = $"https://careers.example.com/{job.Id}/apply",
            ["questionnaires"] = Merging.WithIds(
                [new JsonObject { ["name"] = "Application form", ["internal"] = false, ["questions"] = Questions(job) }],
                $"{job.Id}-questionnaire"),
        };
    }

    private static JsonArray Questions(Resource job) => Merging.WithIds(
        [
            new JsonObject
            {
                ["name"] = "motivation",
                ["type"] = JsonExtensions.Enum("long_text"),
                ["text"] = "Why do you want to build robots?",
                ["required"] = true,
                ["multiple_choice_answers"] = new JsonArray(),
            },
            new JsonObject
            {
                ["name"] = "notice_period",
                ["type"] = JsonExtensions.Enum("single_select"),
                ["text"] = "When could you start?",
                ["required"] = false,
                ["multiple_choice_answers"] = Merging.WithIds(
                    [new JsonObject { ["text"] = "At once" }, new JsonObject { ["text"] = "In three months" }],
                    $"{job.Id}-choice"),
            },
        ],
        $"{job.Id}-question");
}
