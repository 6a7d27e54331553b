using StackOne.Ats.Client;
using StackOne.Ats.Client.Models;

namespace Vendor._1;

/// <summary>Stands in for your assessment: every candidate passes at once.</summary>
internal sealed class Assessment(StackOneAtsClient client)
{
    /// <summary>Carries out an order. It can be called again for the same order, after a failure or a crash.</summary>
    /// <exception cref="InvalidDataException">The order lacks an id.</exception>
    internal async Task CarryOutAsync(AssessmentOrderEvent received, CancellationToken cancellationToken)
    {
        if (received is not { AccountId: { } accountId, RecordId: { } orderId, Order.Candidate.Id: { } candidateId })
        {
            throw new InvalidDataException("The order lacks the id of its account, its record or its candidate.");
        }

        StackOneAtsClient account = client.ForAccount(accountId);
        Candidate candidate = await account.Candidates.GetAsync(candidateId, cancellationToken: cancellationToken);

        // Invite the candidate here. A real result comes days later: store what you need, and make the call below when it is there.
        _ = candidate.Email;

        // Some applicant tracking systems take only one result, and a score only with its bounds.
        var result = new AssessmentResultUpdateRequest
        {
            Result = ResultStatusValue.Passed,
            Score = new() { Label = "Points", Value = "87", Min = "0", Max = "100" },
        };
        await account.Assessments.UpdateResultAsync(orderId, result, cancellationToken);
    }
}
