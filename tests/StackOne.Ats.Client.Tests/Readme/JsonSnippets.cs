using System.Text.Json;
using System.Text.Json.Serialization;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Tests.Readme;

#region outbox-context
[JsonSerializable(typeof(AssessmentOrderRequest))]
[JsonSerializable(typeof(CandidateUpdateRequest))]
public partial class OutboxJsonContext : JsonSerializerContext;
#endregion

public sealed class JsonSnippets : Snippets
{
    [Fact]
    public async Task Outbox_StoredAndSentLater_IsTheSameUpdate()
    {
        using StackOneAtsClient client = Connect();
        CancellationToken cancellationToken = Token;
        const string candidateId = "candidate-1";

        #region outbox
        var update = new CandidateUpdateRequest { Title = "Engineer", SetToNull = [nameof(CandidateUpdateRequest.Company)] };
        string stored = JsonSerializer.Serialize(update, OutboxJsonContext.Default.CandidateUpdateRequest);

        // Later, in another process:
        CandidateUpdateRequest restored = JsonSerializer.Deserialize(stored, OutboxJsonContext.Default.CandidateUpdateRequest)!;
        await client.Candidates.UpdateAsync(candidateId, restored, cancellationToken);
        #endregion

        Assert.Equal(update, restored);
        Assert.Contains("\"set_to_null\":[\"Company\"]", stored, StringComparison.Ordinal);
        Candidate candidate = await client.Candidates.GetAsync(candidateId, cancellationToken: Token);
        Assert.Equal(("Engineer", null), (candidate.Title, candidate.Company));
    }
}
