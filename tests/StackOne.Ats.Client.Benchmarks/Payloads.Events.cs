using System.Text;

namespace StackOne.Ats.Client.Benchmarks;

/// <summary>The bodies of webhooks, 2 KB each.</summary>
internal static partial class Payloads
{
    private const string Order2Kb =
        """
        {"id":"5f8b3c2d1e","package":{"id":"pkg_sql_basics","remote_id":"8187e5da-dc77-475e-9949-af0f1fa4e4e3","name":"SQL basics","description":"Forty minutes of queries, from a single table to windows, with a sandbox of sample data. Candidates choose the dialect, and can leave and come back within a week. Reviewers see each query, its plan and its time, beside those of the sample solution, and the score of each part."},
         "application":{"id":"app_45072196112816593343","remote_id":"998877665544","application_status":{"value":"assessment","source_value":"Take-home test"},
          "passthrough":{"posting":"b7f0f2b0","stage_position":4}},
         "job":{"id":"job_1","remote_id":"4019927004","title":"Data Engineer","hiring_team":[
          {"user_id":"u1","remote_user_id":"77001","first_name":"Rae","last_name":"Cruiter","email":"rae@example.com","role":"recruiter"},
          {"user_id":"u2","remote_user_id":"77002","first_name":"Max","last_name":"Manager","email":"max@example.com","role":"hiring_manager"}]},
         "candidate":{"id":"cand_000099","remote_id":"5567123004","first_name":"Ada","last_name":"Example",
          "emails":[{"type":"personal","value":"ada@example.com"},{"type":"work","value":"ada.example@example.org"}],
          "profile_url":"https://ats.example.com/people/5567123004","title":"Engineer with ten years of data warehouses, orchestration and reporting, and an open mind for the next one"},
         "requester":{"user_id":"u1","first_name":"Rae","last_name":"Cruiter","email":"rae@example.com"},
         "results_update_url":"https://example.com/integrations/results/update"}
        """;

    private const string RawEvent =
        """
        {"action":"candidate_stage_change","payload":{"application":{"id":998877665544,"rejected_at":null,"applied_at":"2026-02-20T17:45:12.345Z","source":{"id":27,"public_name":"Example Job Board"},
          "current_stage":{"id":767358,"name":"Take-home test","interviews":[{"id":1,"name":"Take-home test","instructions":"Forty minutes of queries, from a single table to windows, with a sandbox of sample data. The candidate chooses the dialect."},{"id":2,"name":"Review","instructions":"Two engineers read the queries with the candidate, and ask about plans, indexes and what they would change."}]},
          "candidate":{"id":5567123004,"first_name":"Ada","last_name":"Example","title":"Engineer","attachments":[{"filename":"cv.pdf","url":"https://files.example.com/cv.pdf","type":"resume"}],
           "phone_numbers":[{"value":"+15550000099","type":"mobile"}],"email_addresses":[{"value":"ada@example.com","type":"personal"}],"tags":["sql","remote"],"recruiter":{"id":77001,"first_name":"Rae","last_name":"Cruiter","email_address":"rae@example.com"},"coordinator":{"id":77003,"first_name":"Cora","last_name":"Dinator","email_address":"cora@example.com"},"custom_fields":{"salary_expectation":{"name":"Salary expectation","type":"currency","value":{"amount":70000,"unit":"EUR"}}}},
          "jobs":[{"id":4019927004,"name":"Data Engineer","status":"open","departments":[{"id":25907,"name":"Engineering"}],"offices":[{"id":14048,"name":"Remote"}]}]}}}
        """;

    /// <summary>An order, as StackOne sends it with data and without the provider's notification.</summary>
    internal static byte[] OrderEvent { get; } = Event("ats_assessments.created", "\"ord_5f8b3c2d1e\"", $"\"event_data\":{Order2Kb}");

    /// <summary>The same with a number for the id of the record.</summary>
    internal static byte[] NumberEvent { get; } = Event("ats_assessments.created", "98123123", $"\"event_data\":{Order2Kb}");

    /// <summary>A change of a record that has the provider's notification.</summary>
    internal static byte[] RecordEvent { get; } = Event(
        "ats_applications.updated",
        "\"app_45072196112816593343\"",
        $$$"""
        "record_remote_id":"998877665544","event_data":{"id":"app_45072196112816593343","candidate_id":"cand_000099","application_status":{"value":"assessment"}},"raw_event":{{{RawEvent}}}
        """);

    private static byte[] Event(string name, string record, string rest) => Encoding.UTF8.GetBytes(
        $$"""
        {"project_id":"prj_0001","account_id":"{{Account}}","event":"{{name}}","event_date":"2026-03-02T09:05:00.000Z","record_type":"record",
         "record_id":{{record}},"sent_at":"2026-03-02T09:05:00.400Z",{{rest}}}
        """);
}
