using System.Text.Json.Nodes;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Testing;

namespace StackOne.Ats.Client.Tests.Readme;

public sealed class WriteSnippets : Snippets
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    [Fact]
    public async Task Write_CreatedAndUpdated_IsStored()
    {
        using StackOneAtsClient client = Connect();
        CancellationToken cancellationToken = Token;

        #region create
        WriteResult created = await client.Candidates.CreateAsync(
            new CandidateCreateRequest { FirstName = "Ada", LastName = "Example", Company = "Example Ltd" },
            cancellationToken);

        Console.WriteLine($"{created.Id}, at the provider {created.RemoteId}");
        #endregion

        string candidateId = created.Id!;

        #region update
        await client.Candidates.UpdateAsync(
            candidateId,
            new CandidateUpdateRequest { Title = "Engineer", SetToNull = [nameof(CandidateUpdateRequest.Company)] },
            cancellationToken);
        #endregion

        Candidate stored = await client.Candidates.GetAsync(created.Id!, cancellationToken: Token);
        Assert.Equal(("Ada", "Engineer", null), (stored.FirstName, stored.Title, stored.Company));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(502, false)]
    public async Task Move_OutcomeUnknown_IsLookedUp(int? failure, bool expected)
    {
        using StackOneAtsClient client = Connect();
        CancellationToken cancellationToken = Token;
        const string applicationId = "application-1";
        string stageId = await OtherStageAsync(client, applicationId);
        if (failure is { } status)
        {
            Sandbox.Next(SandboxAnswer.Status(status));
        }

        #region move
        bool moved = true;
        try
        {
            await client.Applications.MoveAsync(applicationId, new() { ApplicationStageId = stageId }, cancellationToken);
        }
        catch (StackOneException exception) when (exception.OutcomeUnknown)
        {
            Application application = await client.Applications.GetAsync(applicationId, cancellationToken: cancellationToken);
            moved = application.ApplicationStageId == stageId;
        }
        #endregion

        Assert.Equal(expected, moved);
        Assert.Equal(expected, (await client.Applications.GetAsync(applicationId, cancellationToken: Token)).ApplicationStageId == stageId);
    }

    [Fact]
    public async Task Documents_FromBytesAndAStream_AreDownloadedAsTheyWere()
    {
        using StackOneAtsClient client = Connect();
        CancellationToken cancellationToken = Token;
        const string applicationId = "application-1";
        byte[] report = [.. "%PDF a report"u8];
        string path = Path.Combine(_folder, "resume.pdf");
        await File.WriteAllTextAsync(path, "%PDF a resume", Token);

        #region upload
        var request = new DocumentUploadRequest
        {
            Name = "report.pdf",
            FileFormat = FileFormatValue.FromFileName("report.pdf"),
            Category = DocumentTypeValue.Assessment,
            Confidential = new() { Value = true },
        };
        await client.Applications.UploadDocumentAsync(applicationId, request with { Content = report }, cancellationToken);

        await using FileStream resume = File.OpenRead(path);
        await client.Applications.UploadDocumentAsync(applicationId, resume, request with { Name = "resume.pdf" }, cancellationToken);
        #endregion

        Assert.Equal("%PDF a report", await DownloadAsync("report.pdf"));
        Assert.Equal("%PDF a resume", await DownloadAsync("resume.pdf"));

        async Task<string> DownloadAsync(string name)
        {
            string documentId = await DocumentAsync(client, applicationId, name);
            string copyPath = Path.Combine(_folder, "copy.pdf");
            await SaveAsync(documentId, copyPath);
            return await File.ReadAllTextAsync(copyPath, Token);
        }

        async Task SaveAsync(string documentId, string copyPath)
        {
            #region download
            await using StackOneDownload document = await client.Applications.DownloadDocumentAsync(
                applicationId,
                documentId,
                cancellationToken: cancellationToken);

            await using FileStream copy = File.Create(copyPath);
            await document.CopyToAsync(copy, cancellationToken);
            #endregion
        }
    }

    [Fact]
    public async Task Download_IntoMemory_HasItsBytes()
    {
        using StackOneAtsClient client = Connect();
        CancellationToken cancellationToken = Token;
        const string applicationId = "application-1";
        await client.Applications.UploadDocumentAsync(
            applicationId,
            new DocumentUploadRequest { Name = "notes.txt", FileFormat = FileFormatValue.Txt, Content = "some notes"u8.ToArray() },
            Token);
        string documentId = await DocumentAsync(client, applicationId, "notes.txt");

        #region download-bytes
        await using StackOneDownload document = await client.Applications.DownloadDocumentAsync(
            applicationId,
            documentId,
            cancellationToken: cancellationToken);

        byte[] bytes = await document.ReadAsBytesAsync(maxBytes: 10 * 1024 * 1024, cancellationToken);
        #endregion

        Assert.Equal("some notes"u8.ToArray(), bytes);
    }

    [Fact]
    public async Task Values_WrittenShort_AreSentInFull()
    {
        using StackOneAtsClient client = Connect();
        CancellationToken cancellationToken = Token;
        const string applicationId = "application-1";
        bool hired = false;

        #region values
        await client.Applications.UpdateAsync(
            applicationId,
            new ApplicationUpdateRequest
            {
                ApplicationStatus = ApplicationStatusValue.Hired,
                CustomFields = [new() { Id = "notice", Value = "3 months" }, new() { Id = "grade", Value = 5 }, new() { Id = "remote", Value = true }],
            },
            cancellationToken);

        Application application = await client.Applications.GetAsync(applicationId, cancellationToken: cancellationToken);
        if (application.ApplicationStatus?.Value == "hired")
        {
            Console.WriteLine(application.CustomFields?.Count);
            hired = true; // not in the README
        }
        #endregion

        Assert.True(hired);
        Assert.Equal(["\"3 months\"", "5", "true"], application.CustomFields!.Select(field => field.Value!.ToJsonString()));
    }

    [Fact]
    public async Task Equality_OfTheSameRecord_IsByContent()
    {
        using StackOneAtsClient client = Connect();
        CancellationToken cancellationToken = Token;
        const string candidateId = "candidate-1";

        #region equality
        Candidate before = await client.Candidates.GetAsync(candidateId, cancellationToken: cancellationToken);
        Candidate after = await client.Candidates.GetAsync(candidateId, cancellationToken: cancellationToken);
        bool hasChanged = before != after;
        #endregion

        Assert.NotSame(before, after);
        Assert.False(hasChanged);
    }

    [Fact]
    public async Task Send_AnyPath_PassesThroughTheClient()
    {
        using StackOneAtsClient client = Connect();
        CancellationToken cancellationToken = Token;

        #region send
        JsonNode? response = await client.SendAsync(
            HttpMethod.Post,
            "/unified/ats/candidates",
            new JsonObject { ["first_name"] = "Ada" },
            cancellationToken);

        string? id = (string?)response?["data"]?["id"];
        #endregion

        Assert.Equal("Ada", (await client.Candidates.GetAsync(id!, cancellationToken: Token)).FirstName);
    }

    public override async ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        await base.DisposeAsync();
    }

    private static async Task<string> OtherStageAsync(StackOneAtsClient client, string applicationId)
    {
        Application application = await client.Applications.GetAsync(applicationId, cancellationToken: Token);
        await foreach (ApplicationStage stage in client.Jobs.ListApplicationStagesAsync(application.JobId!, cancellationToken: Token))
        {
            if (stage.Id != application.ApplicationStageId)
            {
                return stage.Id!;
            }
        }

        throw new InvalidOperationException("The job has no other stage.");
    }

    private static async Task<string> DocumentAsync(StackOneAtsClient client, string applicationId, string name)
    {
        await foreach (Document document in client.Applications.ListDocumentsAsync(applicationId, cancellationToken: Token))
        {
            if (document.Name == name)
            {
                return document.Id!;
            }
        }

        throw new InvalidOperationException($"The application has no document {name}.");
    }
}
