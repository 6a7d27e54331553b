namespace StackOne.Ats.Client.StartApp;

internal static class Contender
{
    internal static async Task<string?> OrderAsync(Uri address)
    {
        using var client = new StackOneAtsClient(new() { ApiKey = "key", AccountId = "45072196112816593343", BaseAddress = address });
        var result = await client.Assessments.OrderAsync(new()
        {
            Package = new() { Id = "pkg_sql_basics" },
            Candidate = new() { FirstName = "Ada", LastName = "Example", Emails = [new() { Type = "personal", Value = "ada@example.com" }] },
            ResultsUpdateUrl = "https://example.com/integrations/results/update",
        });
        return result.Id;
    }
}
