using StackOne.Ats.Client.Models;

namespace AssessmentVendor;

/// <summary>An order as a vendor receives it: the ids of the order and of the records that it refers to.</summary>
internal sealed record Order(string Id, string ApplicationId, string CandidateId, string JobId);

/// <summary>The records that an order refers to.</summary>
internal sealed record OrderDetails(Application Application, Candidate Candidate, Job Job);
