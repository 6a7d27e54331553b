using System.Collections.Concurrent;

namespace StackOne.Ats.Docs.Tests;

/// <summary>All links inside the site, without a browser.</summary>
public sealed class LinkTests
{
    private static readonly string[] Attributes = ["href", "src"];

    [Fact]
    public void Links_OfAllPages_LeadSomewhere()
    {
        ConcurrentDictionary<string, HashSet<string>> pages = new(Site.Pages.AsParallel().Select(path => KeyValuePair.Create(path, Anchors(path))));
        Assert.NotEmpty(pages);

        string[] broken = [.. pages.Keys.AsParallel().SelectMany(path => Links(path)
            .Where(link => !LeadsSomewhere(path, link, pages))
            .Select(link => $"{path} links to {link}")).Order(StringComparer.Ordinal)];

        Assert.True(broken.Length == 0, string.Join('\n', broken));
    }

    /// <summary>The site works without the internet: only links, which a reader follows, lead out of it.</summary>
    [Fact]
    public void Resources_OfAllPages_AreOfTheSite() => Assert.All(Site.Pages, path => Assert.DoesNotContain(
        Site.Parse(path).QuerySelectorAll("script[src], link[href], img[src], iframe[src]"),
        element => (element.GetAttribute("src") ?? element.GetAttribute("href"))!.Contains("//", StringComparison.Ordinal)));

    private static IEnumerable<string> Links(string path) => Site.Parse(path).QuerySelectorAll("[href], [src]")
        .SelectMany(element => Attributes.Select(element.GetAttribute))
        .OfType<string>()
        .Where(link => !link.StartsWith("https://", StringComparison.Ordinal))
        .Distinct();

    private static bool LeadsSomewhere(string path, string link, ConcurrentDictionary<string, HashSet<string>> pages)
    {
        var root = new Uri("site:///");
        var target = new Uri(new Uri(root, path), link);
        if (target.Scheme != root.Scheme)
        {
            return false;
        }

        string file = Uri.UnescapeDataString(target.AbsolutePath).TrimStart('/');
        return pages.TryGetValue(file, out HashSet<string>? anchors)
            ? target.Fragment.Length == 0 || anchors.Contains(Uri.UnescapeDataString(target.Fragment[1..]))
            : File.Exists(Path.Combine(Site.Folder, file));
    }

    private static HashSet<string> Anchors(string path) => [.. Site.Parse(path).QuerySelectorAll("[id]").Select(element => element.Id!)];
}
