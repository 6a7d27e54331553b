using StackOne.Ats.Client;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Testing;

namespace AssessmentVendor;

/// <summary>A fault that the sandbox simulates after the order was placed.</summary>
internal enum Fault
{
    CandidateGone,
    Reconnect,
    Lost,
    LostTwice,
}

/// <summary>The customer's part, in the sandbox: places the order, and looks at the result.</summary>
internal static class Customer
{
    private const int ReadsOfAnOrder = 3;

    private static readonly OrderedDictionary<string, Fault> Faults = new()
    {
        ["candidate-gone"] = Fault.CandidateGone,
        ["reconnect"] = Fault.Reconnect,
        ["lost"] = Fault.Lost,
        ["lost-twice"] = Fault.LostTwice,
    };

    internal static IEnumerable<string> FaultNames => Faults.Keys;

    internal static Fault FaultNamed(string name) =>
        Faults.TryGetValue(name, out Fault fault) ? fault : throw new UsageException($"Unknown fault: {name}");

    internal static async Task<Order> OrderAsync(
        StackOneAtsClient client,
        StackOneSandbox sandbox,
        Fault? fault,
        CancellationToken cancellationToken)
    {
        Application application = await client.Applications.GetAsync("application-1", cancellationToken: cancellationToken);
        AssessmentOrderResult ordered = await client.Assessments.OrderAsync(
            new AssessmentOrderRequest
            {
                Package = new AssessmentPackage { Id = "assessment-package-1" },
                Application = new OrderApplication { Id = application.Id },
                Candidate = new OrderCandidate { Id = application.CandidateId },
                Job = new OrderJob { Id = application.JobId },
            },
            cancellationToken);
        var order = new Order(ordered.Id!, application.Id!, application.CandidateId!, application.JobId!);

        switch (fault)
        {
            case Fault.CandidateGone:
                return order with { CandidateId = "candidate-that-was-deleted" };
            case Fault.Reconnect:
                sandbox.Next(SandboxAnswer.Status(412), ReadsOfAnOrder);
                break;
            case Fault.Lost or Fault.LostTwice:
                sandbox
                    .Next(SandboxAnswer.Handle, ReadsOfAnOrder)
                    .Next(SandboxAnswer.Disconnect, fault == Fault.Lost ? 1 : 2);
                break;
        }

        return order;
    }

    /// <summary>The link to the result that the applicant tracking system shows with the application.</summary>
    internal static async Task<string?> ResultLinkAsync(StackOneAtsClient client, Order order, CancellationToken cancellationToken)
    {
        Application application = await client.Applications.GetAsync(order.ApplicationId, cancellationToken: cancellationToken);
        return application.ResultLinks is [.., var latest] ? latest.Url : null;
    }
}
