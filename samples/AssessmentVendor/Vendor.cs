using StackOne.Ats.Client;
using StackOne.Ats.Client.Models;

namespace AssessmentVendor;

/// <summary>Processes orders. One instance, and one client, serve all orders of an account.</summary>
internal sealed class Vendor(StackOneAtsClient client)
{
    /// <summary>Processes an order.</summary>
    /// <returns>Whether the candidate was assessed; if not, the order was canceled.</returns>
    /// <exception cref="StackOneException">The order was not processed, or it is unknown whether its result arrived.</exception>
    internal async Task<bool> ProcessAsync(Order order, CancellationToken cancellationToken)
    {
        if (await ReadAsync(order, cancellationToken) is not { } details)
        {
            await SendAsync(order, Assessment.Canceled, cancellationToken);
            return false;
        }

        Report.Order(order, details);
        AssessmentResultUpdateRequest result = Assessment.Run(order, DateTimeOffset.UtcNow);
        await SendAsync(order, result, cancellationToken);
        Report.Result(result);
        return true;
    }

    /// <summary>Reads the records that an order refers to; null if its candidate does not exist anymore.</summary>
    private async Task<OrderDetails?> ReadAsync(Order order, CancellationToken cancellationToken)
    {
        Task<Candidate> candidate = client.Candidates.GetAsync(order.CandidateId, cancellationToken: cancellationToken);
        Task<Application> application = client.Applications.GetAsync(order.ApplicationId, cancellationToken: cancellationToken);
        Task<Job> job = client.Jobs.GetAsync(order.JobId, cancellationToken: cancellationToken);
        try
        {
            await Task.WhenAll(candidate, application, job);
        }
        catch (StackOneException) when (candidate.Exception?.InnerException is StackOneNotFoundException)
        {
            return null;
        }

        return new OrderDetails(await application, await candidate, await job);
    }

    private async Task SendAsync(Order order, AssessmentResultUpdateRequest result, CancellationToken cancellationToken)
    {
        try
        {
            await client.Assessments.UpdateResultAsync(order.Id, result, cancellationToken);
        }
        catch (StackOneException failure) when (failure.OutcomeUnknown)
        {
            // Unlike an order, a result may be sent twice: it sets the same members of the same order to the same values.
            Report.SendingAgain(failure);
            await client.Assessments.UpdateResultAsync(order.Id, result, cancellationToken);
        }
    }
}
