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

        #region write
        CreateResult created = await client.Candidates.CreateAsync(
            new CandidateCreateRequest { FirstName = "Ada", LastName = "Example", Company = "Example Ltd" },
            cancellationToken);

        if (created.Data?.Id is { } candidateId)
        {
            await client.Candidates.UpdateAsync(
                candidateId,
                new CandidateUpdateRequest { Title = "Engineer", SetToNull = [nameof(CandidateUpdateRequest.Company)] },
                cancellationToken);
        }
        #endregion

        Candidate stored = await client.Candidates.GetAsync(created.Data!.Id!, cancellationToken: Token);
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
            await client.Applications.MoveAsync(applicationId, new() { InterviewStageId = stageId }, cancellationToken);
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
            FileFormat = new() { Value = FileFormatValue.Pdf },
            Category = new() { Value = DocumentUploadCategoryValue.Assessment },
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
            await using StackOneDocument document = await client.Applications.DownloadDocumentAsync(
                applicationId,
                documentId,
                cancellationToken: cancellationToken);

            await using FileStream copy = File.Create(copyPath);
            await document.Content.CopyToAsync(copy, cancellationToken);
            #endregion
        }
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
