using System.Text.Json.Nodes;

namespace StackOne.Ats.Client.Testing.Resources;

internal static class Applications
{
    internal static Resource Create(Account account, JsonObject request, DateTimeOffset now)
    {
        Resource? posting = account.Refer(Collection.JobPostings, request.Text("job_posting_id"), "job_posting_id");
        Resource? job = account.Refer(Collection.Jobs, request.Text("job_id") ?? posting?.Text("job_id"), "job_id");
        Resource? location = account.Refer(Collection.Locations, request.Text("location_id"), "location_id");
        Resource? candidate = account.Refer(Collection.Candidates, request.Text("candidate_id"), "candidate_id");
        byte[][] files = [.. request.Objects("documents").Select(ApplicationDocuments.Read)];

        if (candidate is null && request["candidate"] is JsonObject person)
        {
            candidate = Candidates.Create(account, person, now);
        }

        var members = new JsonObject
        {
            ["candidate_id"] = candidate?.Id,
            ["remote_candidate_id"] = candidate?.RemoteId,
            ["job_id"] = job?.Id,
            ["remote_job_id"] = job?.RemoteId,
            ["rejected_reasons"] = new JsonArray(),
            ["rejected_reason_ids"] = new JsonArray(),
            ["remote_rejected_reason_ids"] = new JsonArray(),
            ["rejected_at"] = null,
            ["application_status"] = request["application_status"]?.DeepClone() ?? JsonExtensions.Enum("new"),
            ["questionnaires"] = Questionnaires(request),
            ["candidate"] = candidate is null ? null : Candidates.Copy(candidate),
            ["documents"] = new JsonArray(),
            ["result_links"] = new JsonArray(),
            ["source"] = request["source"]?.DeepClone(),
            ["custom_fields"] = new JsonArray(),
        };
        string[] locations = location is null ? [.. job?.Members().Texts("location_ids") ?? []] : [location.Id];
        members["location_ids"] = locations.ToJsonArray();
        members["remote_location_ids"] = locations.Select(Collection.RemoteIdOf).ToJsonArray();
        SetStage(members, job is null ? null : account.List(Collection.Stages, job.Id).FirstOrDefault());

        Resource application = account.Add(Collection.Applications, members, now);
        if (candidate is not null)
        {
            Candidates.Link(account, candidate, application, now);
        }

        foreach ((JsonObject document, byte[] file) in request.Objects("documents").Zip(files))
        {
            ApplicationDocuments.Add(account, application.Id, document, file, now);
        }

        return application;
    }

    internal static Resource Update(Account account, Resource application, JsonObject request, DateTimeOffset now)
    {
        string? before = application.Text("application_status", "value");
        Resource updated = account.Update(Collection.Applications, application, now, members => Merging.Apply(members, request));
        if (updated.Text("application_status", "value") != before)
        {
            RecordStatus(account, updated, now);
        }

        return updated;
    }

    /// <exception cref="RejectedException">The stage is not one of the application's job: a 400.</exception>
    internal static Resource Move(Account account, Resource application, JsonObject request, DateTimeOffset now)
    {
        // Without a job, an application has no stages to move to.
        Resource stage = account.Find(Collection.Stages, request.Text("interview_stage_id"), application.Text("job_id") ?? string.Empty)
            ?? throw new RejectedException(400, "interview_stage_id is not the id of a stage of the application's job.");
        Resource moved = account.Update(Collection.Applications, application, now, members => SetStage(members, stage));
        Record(account, moved, "interview_stage", new JsonObject { ["interview_stage_id"] = stage.Id }, now);
        return moved;
    }

    internal static Resource Reject(Account account, Resource application, JsonObject request, DateTimeOffset now)
    {
        Resource? reason = account.Refer(Collection.RejectedReasons, request.Text("rejected_reason_id"), "rejected_reason_id");
        Resource[] reasons = reason is null ? [] : [reason];
        Resource rejected = account.Update(Collection.Applications, application, now, members =>
        {
            members["application_status"] = JsonExtensions.Enum("rejected");
            members["rejected_reasons"] = reasons.Select(row => row.Members()).ToJsonArray();
            members["rejected_reason_ids"] = reasons.Select(row => row.Id).ToJsonArray();
            members["remote_rejected_reason_ids"] = reasons.Select(row => row.RemoteId).ToJsonArray();
            members["rejected_at"] = Timestamp.Format(now);
        });
        RecordStatus(account, rejected, now);
        if (reason is not null)
        {
            Record(account, rejected, "rejected_reasons", new JsonObject { ["rejected_reason_ids"] = new JsonArray(reason.Id) }, now);
        }

        return rejected;
    }

    private static void SetStage(JsonObject members, Resource? stage)
    {
        // The deprecated members, interview_stage and its ids, have the same values.
        foreach (string name in (string[])["application_stage", "interview_stage"])
        {
            members[name] = stage?.Members();
            members[$"{name}_id"] = stage?.Id;
            members[$"remote_{name}_id"] = stage?.RemoteId;
        }
    }

    private static JsonArray Questionnaires(JsonObject request) => Merging.WithIds(
        request.Objects("questionnaires").Select((questionnaire, index) =>
        {
            var copy = (JsonObject)questionnaire.DeepClone();
            copy["answers"] = Merging.WithIds(questionnaire.Objects("answers"), $"answer-{index + 1}");
            return copy;
        }),
        "questionnaire");

    private static void RecordStatus(Account account, Resource application, DateTimeOffset now) => Record(
        account,
        application,
        "application_status",
        new JsonObject { ["application_status"] = application.Members()["application_status"]?.DeepClone() },
        now);

    private static void Record(Account account, Resource application, string type, JsonObject newValues, DateTimeOffset now) => account.Add(
        Collection.ApplicationChanges,
        new JsonObject
        {
            ["created_at"] = Timestamp.Format(now),
            ["effective_at"] = Timestamp.Format(now),
            ["actor"] = null,
            ["change_type"] = JsonExtensions.Enum(type),
            ["new_values"] = newValues,
        },
        now,
        application.Id);
}
