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
    internal static RouteMatch? Find(string method, string path)
    {
        string[] segments = path.Split('/');
        foreach ((ApiOperation operation, string[] template) in Routes)
        {
            if (operation.Method == method && Matches(template, segments))
            {
                // Kestrel has decoded all but slashes.
                string[] ids = [.. segments.Where((_, index) => IsId(template[index])).Select(id => id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase))];
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
