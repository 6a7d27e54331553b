using AngleSharp.Dom;

namespace StackOne.Ats.Docs.Tests;

/// <summary>All links inside the site, without a browser.</summary>
public sealed class LinkTests
{
    private static readonly Uri Root = new("site:///");

    private static readonly Lazy<Dictionary<string, Content>> Pages = new(() =>
        Site.Pages.AsParallel().Select(path => KeyValuePair.Create(path, Content.Of(path))).ToDictionary());

    [Fact]
    public void Links_OfAllPages_LeadSomewhere()
    {
        // Skips if there is no site.
        _ = Site.Folder;
        string[] broken = [.. Pages.Value
            .SelectMany(page => page.Value.Links.Where(link => !LeadsSomewhere(page.Key, link)).Select(link => $"{page.Key} links to {link}"))
            .Order(StringComparer.Ordinal)];

        Assert.NotEmpty(Pages.Value);
        Assert.True(broken.Length == 0, string.Join('\n', broken));
    }

    /// <summary>The site works without the internet: only links, which a reader follows, lead out of it.</summary>
    [Fact]
    public void Resources_OfAllPages_AreOfTheSite()
    {
        _ = Site.Folder;

        Assert.All(Pages.Value, page => Assert.DoesNotContain(page.Value.Resources, address => address.Contains("//", StringComparison.Ordinal)));
    }

    private static bool LeadsSomewhere(string path, string link)
    {
        var target = new Uri(new Uri(Root, path), link);
        string file = Uri.UnescapeDataString(target.AbsolutePath).TrimStart('/');
        return target.Scheme == Uri.UriSchemeHttps
            || (target.Scheme == Root.Scheme && (Pages.Value.TryGetValue(file, out Content? page)
                ? target.Fragment.Length == 0 || page.Anchors.Contains(Uri.UnescapeDataString(target.Fragment[1..]))
                : File.Exists(Path.Combine(Site.Folder, file))));
    }

    private sealed record Content(HashSet<string> Anchors, string[] Links, string[] Resources)
    {
        internal static Content Of(string path)
        {
            IDocument document = Site.Parse(path);
            string[] Values(string elements, string attribute) =>
                [.. document.QuerySelectorAll($"{elements}[{attribute}]").Select(element => element.GetAttribute(attribute)!).Distinct()];

            return new(
                [.. Values("", "id")],
                [.. Values("", "href"), .. Values("", "src")],
                [.. Values("link", "href"), .. Values("", "src")]);
        }
    }
}
