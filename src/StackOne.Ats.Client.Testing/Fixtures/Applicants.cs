using System.Text.Json.Nodes;
using StackOne.Ats.Client.Testing.Resources;

namespace StackOne.Ats.Client.Testing.Fixtures;

/// <summary>Sixty candidates, and an application of each, as far as it got.</summary>
/// <remarks>They go through the same code as a request, so that the records agree with each other.</remarks>
internal static class Applicants
{
    private const int Count = 60;

    private static readonly string[] FirstNames =
    [
        "Ada", "Benno", "Cleo", "Dario", "Edda", "Falk", "Gwen", "Hugo", "Ines", "Jarek",
        "Kaia", "Lorne", "Mira", "Nuno", "Olive", "Piotr", "Quinn", "Rosa", "Sven", "Thea",
    ];

    private static readonly string[] LastNames =
    [
        "Applebrook", "Bogusson", "Candidatti", "Demoville", "Examplar", "Fictionby", "Ghostwick", "Hypothal", "Inventra", "Jestwood",
        "Knownot", "Lorempsum", "Mockingham", "Nonesuch", "Ostensby", "Pretendo", "Quasimore", "Rehearsal", "Simulanti", "Trialstead",
    ];

    /// <summary>The statuses of an application in the stages of <see cref="Jobs"/>.</summary>
    private static readonly string[] Statuses = ["new", "screen", "interview", "offer", "hired"];

    internal static void Add(Account account)
    {
        for (int index = 0; index < Count; index++)
        {
            // One every day and a half, on average: from September until the end of November.
            Add(account, index, Company.Founded.AddDays(2).AddHours(36 * index));
        }
    }

    private static void Add(Account account, int index, DateTimeOffset applied)
    {
        Resource candidate = Candidates.Create(account, Person(index), applied);
        if (index % 4 == 0)
        {
            Notes.Create(account, Collection.CandidateNotes, candidate.Id, Note("Met at the career fair.", index), applied.AddHours(1));
        }

        string jobId = $"job-{(index % 5) + 1}";
        Resource application = Applications.Create(account, Application(candidate, jobId), applied);
        AddDocuments(account, application, candidate, index, applied);
        if (index % 3 == 0)
        {
            Notes.Create(account, Collection.ApplicationNotes, application.Id, Note("Please review this week.", index), applied.AddHours(3));
        }

        Resource[] stages = [.. account.List(Collection.Stages, jobId)];
        int reached = index / 5 % stages.Length;
        for (int stage = 1; stage <= reached; stage++)
        {
            DateTimeOffset moved = applied.AddDays(3 * stage);
            Applications.Move(account, application, new JsonObject { ["interview_stage_id"] = stages[stage].Id }, moved);
            application = Applications.Update(
                account,
                account.Get(Collection.Applications, application.Id),
                new JsonObject { ["application_status"] = JsonExtensions.Enum(Statuses[stage]) },
                moved);
        }

        bool rejected = reached is > 0 and < 4 && index % 6 == 0;
        if (reached >= 2)
        {
            Interviewing.Add(account, application, index, applied.AddDays(8), completed: reached > 2 || rejected);
        }

        if (reached >= 3)
        {
            Offers.Create(account, Offer(application, reached == 4), applied.AddDays(10));
        }

        if (rejected)
        {
            var reason = new JsonObject { ["rejected_reason_id"] = $"rejected-reason-{(index % 5) + 1}" };
            Applications.Reject(account, application, reason, applied.AddDays(14));
        }
    }

    private static JsonObject Person(int index)
    {
        string first = FirstNames[index % FirstNames.Length];
        // Each round through the first names shifts the last names, so that no name occurs twice.
        string last = LastNames[(index + (7 * (index / FirstNames.Length))) % LastNames.Length];
        string handle = $"{first}.{last}".ToLowerInvariant();
        return new JsonObject
        {
            ["first_name"] = first,
            ["last_name"] = last,
            ["email"] = $"{handle}@example.com",
            ["phone_numbers"] = new JsonArray(new JsonObject { ["type"] = "mobile", ["phone"] = $"+1555010{index:00}" }),
            ["social_links"] = new JsonArray(new JsonObject { ["type"] = "linkedin", ["url"] = $"https://social.example.com/{handle}" }),
            ["company"] = "Former Employer Ltd",
            ["title"] = index % 2 == 0 ? "Engineer" : "Specialist",
            ["country"] = index % 3 == 0 ? "DE" : "GB",
            ["hired_at"] = null,
            ["tags"] = new JsonArray(new JsonObject { ["remote_id"] = "remote-tag-1", ["name"] = "inbound" }),
            ["custom_fields"] = new JsonArray(new JsonObject
            {
                ["id"] = "candidate-field-2",
                ["remote_id"] = "remote-candidate-field-2",
                ["name"] = "Years of experience",
                ["value"] = (index % 9) + 1,
            }),
        };
    }

    private static JsonObject Application(Resource candidate, string jobId) => new()
    {
        ["candidate_id"] = candidate.Id,
        ["job_id"] = jobId,
        ["source"] = new JsonObject { ["id"] = "source-1", ["remote_id"] = "remote-source-1", ["name"] = "Careers page" },
        ["questionnaires"] = new JsonArray(new JsonObject
        {
            ["id"] = $"{jobId}-questionnaire-1",
            ["answers"] = new JsonArray(new JsonObject
            {
                ["id"] = $"{jobId}-question-1",
                ["type"] = JsonExtensions.Enum("long_text"),
                ["values"] = new JsonArray("Because they never get bored."),
            }),
        }),
    };

    private static void AddDocuments(Account account, Resource application, Resource candidate, int index, DateTimeOffset applied)
    {
        string name = candidate.Text("name")!;
        ApplicationDocuments.Add(account, application.Id, Document($"Resume {name}.txt", "resume"), TextFile($"Resume of {name}"), applied);
        if (index % 5 == 0)
        {
            ApplicationDocuments.Add(account, application.Id, Document($"Cover letter {name}.txt", "cover_letter"), TextFile("Dear robots"), applied);
        }
    }

    private static byte[] TextFile(string text) => System.Text.Encoding.UTF8.GetBytes(text + "\n");

    private static JsonObject Document(string name, string category) => new()
    {
        ["name"] = name,
        ["category"] = JsonExtensions.Enum(category),
        ["category_id"] = category == "resume" ? "document-category-1" : "document-category-2",
        ["file_format"] = JsonExtensions.Enum("txt"),
    };

    private static JsonObject Note(string text, int index) => new()
    {
        ["content"] = new JsonArray(new JsonObject { ["body"] = text }),
        ["author_id"] = $"user-{(index % 7) + 1}",
        ["visibility"] = JsonExtensions.Enum(index % 8 == 0 ? "private" : "public"),
    };

    private static JsonObject Offer(Resource application, bool accepted) => new()
    {
        ["application_id"] = application.Id,
        ["start_date"] = "2026-03-01T00:00:00.000Z",
        ["offer_status"] = JsonExtensions.Enum(accepted ? "accepted" : "pending"),
        ["salary"] = 56000,
        ["currency"] = "EUR",
    };
}
