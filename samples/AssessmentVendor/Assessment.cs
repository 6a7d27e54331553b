using StackOne.Ats.Client.Models;

namespace AssessmentVendor;

/// <summary>Stands in for the assessment itself, which takes a real candidate an hour or a week.</summary>
internal static class Assessment
{
    private const int Points = 87;
    private const int MaxPoints = 100;
    private const int PointsToPass = 70;

    internal static AssessmentResultUpdateRequest Run(Order order, DateTimeOffset now) => new()
    {
        Result = new ResultStatus { Value = Points >= PointsToPass ? ResultStatusValue.Passed : ResultStatusValue.Failed },
        Score = new Score { Label = "Points", Value = $"{Points}", Min = "0", Max = $"{MaxPoints}" },
        Summary = "Strong in joins and aggregation.",
        // Recruiters open it from the ATS, so it has to ask them to sign in.
        ResultUrl = $"https://vendor.example/results/{Uri.EscapeDataString(order.Id)}",
        StartDate = now.AddMinutes(-50),
        SubmissionDate = now,
    };

    /// <summary>The result of an order that nobody can be assessed for.</summary>
    internal static AssessmentResultUpdateRequest Canceled { get; } = new()
    {
        Result = new ResultStatus { Value = ResultStatusValue.Cancelled },
        Summary = "The candidate does not exist anymore.",
    };
}
