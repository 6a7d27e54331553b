using StackOne.Ats.Client.Testing.Platform;

namespace StackOne.Ats.Client.Testing.Api;

/// <summary>Finds the operation of a request.</summary>
internal static class Router
{
    internal static IEnumerable<ApiOperation> All => [.. Operations.All, .. PlatformOperations.All];

    // No two operations match the same request, so that their order does not matter.
    private static readonly (ApiOperation Operation, string[] Segments)[] Routes =
        [.. All.Select(operation => (operation, operation.Path.Split('/')))];

    /// <summary>The operation of a request; null if there is none, also for a known path with another method.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="target">The path and the query as they were sent: Kestrel decodes all of a path but slashes.</param>
    internal static RouteMatch? Find(string method, string target)
    {
        string[] segments = [.. target.Split('?')[0].Split('/').Select(Uri.UnescapeDataString)];
        foreach ((ApiOperation operation, string[] template) in Routes)
        {
            if (operation.Method == method && Matches(template, segments))
            {
                string[] ids = [.. segments.Where((_, index) => IsId(template[index]))];
                return new RouteMatch(operation, ids.ElementAtOrDefault(0), ids.ElementAtOrDefault(1));
            }
        }

        return null;
    }

    private static bool Matches(string[] template, string[] segments) =>
        template.Length == segments.Length
        && template.Zip(segments).All(pair => IsId(pair.First) ? pair.Second.Length > 0 : pair.First == pair.Second);

    private static bool IsId(string segment) => segment.StartsWith('{');
}
