namespace StackOne.Ats.Client.Testing.Resources;

/// <summary>A change that webhooks report.</summary>
/// <param name="Collection">The collection of the record.</param>
/// <param name="Record">The record after the change, or as it was before it was deleted.</param>
/// <param name="Action">What has happened to it: <c>created</c>, <c>updated</c> or <c>deleted</c>.</param>
internal sealed record RecordChange(Collection Collection, Resource Record, string Action)
{
    internal const string Created = "created";
    internal const string Updated = "updated";
    internal const string Deleted = "deleted";
}
