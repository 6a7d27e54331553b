using StackOne.Ats.Client;
using StackOne.Ats.Client.Models;

namespace AssessmentVendor;

/// <summary>The steps of an order. Each can be repeated, because a crash can come before it is saved.</summary>
internal sealed class Assessment(StackOneAtsClient client, IConfiguration configuration)
{
    private const int TrialScore = 87;

    /// <summary>Completes orders by itself, to try the service without people. Not set: they are completed on the page.</summary>
    private readonly TimeSpan? _completeAfter = configuration.GetValue<TimeSpan?>("Vendor:CompleteAfter");

    internal Task AdvanceAsync(Order order)
    {
        switch (order.State)
        {
            case OrderState.Received:
                return InviteAsync(order);
            case OrderState.Completed:
                return ReportAsync(order);
            default:
                order.Complete(ResultStatusValue.Passed, TrialScore);
                return Task.CompletedTask;
        }
    }

    /// <summary>Reads a record; null if it does not exist.</summary>
    private static async Task<T?> FindAsync<T>(string? id, Func<string, Task<T>> get)
        where T : class
    {
        try
        {
            return id is null ? null : await get(id);
        }
        catch (StackOneNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Reads a record that the order can do without; null also if the provider has no such records, or forbids to read them.</summary>
    private static async Task<T?> TryFindAsync<T>(string? id, Func<string, Task<T>> get)
        where T : class
    {
        try
        {
            return await FindAsync(id, get);
        }
        catch (StackOneApiException failure) when (failure is StackOneForbiddenException or StackOneNotImplementedException)
        {
            return null;
        }
    }

    private async Task InviteAsync(Order order)
    {
        StackOneAtsClient account = client.ForAccount(order.AccountId);
        if (order.CandidateId is null)
        {
            throw new ArgumentException("The order names no candidate.");
        }

        Candidate? candidate = await FindAsync(order.CandidateId, id => account.Candidates.GetAsync(id));
        if (candidate is null)
        {
            // Nobody is left to be assessed.
            order.Complete(ResultStatusValue.Cancelled, null);
            return;
        }

        Application? application = await TryFindAsync(order.ApplicationId, id => account.Applications.GetAsync(id));
        Job? job = await TryFindAsync(order.JobId ?? application?.JobId, id => account.Jobs.GetAsync(id));

        // A real vendor sends an e-mail here, with the order's number as the key that makes its mail service send it once.
        order.CandidateName = Order.Text(candidate.Name ?? $"{candidate.FirstName} {candidate.LastName}".Trim());
        order.JobTitle = Order.Text(job?.Title);
        (order.State, order.InvitedAt) = (OrderState.Invited, DateTime.UtcNow);
        order.DueAt = order.InvitedAt + _completeAfter;
    }

    private async Task ReportAsync(Order order)
    {
        await client.ForAccount(order.AccountId).Assessments.UpdateResultAsync(order.OrderId, new AssessmentResultUpdateRequest
        {
            Result = (ResultStatusValue)order.Result!,
            // Some applicant tracking systems take a score with its bounds only.
            Score = order.Score is { } score ? new Score { Label = "Points", Value = $"{score}", Min = "0", Max = $"{Order.MaxScore}" } : null,
            Summary = order.Score is null ? "The candidate does not exist anymore." : null,
            StartDate = order.InvitedAt,
            SubmissionDate = order.CompletedAt,
        });
        (order.State, order.DueAt) = (OrderState.Reported, null);
    }
}
