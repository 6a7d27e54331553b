using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Refit;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Tests.Properties;

/// <summary>Ids and parameters in an address are on the other side what they were on this.</summary>
public class AddressProperties
{
    private const int Iterations = 2_000;

    private static readonly Gen<string> Id = Gen.OneOf(
        Gen.String,
        Gen.String[Gen.Char["a./\\%2eF?#&=+ \t\u00e9\ud83d\ude00"], 0, 6]);

    private static readonly CultureInfo[] Cultures = [.. ((string[])["", "de-DE", "ar-SA", "th-TH"]).Select(CultureInfo.GetCultureInfo)];

    [Fact]
    public void ThrowIfUnusable_WhatPasses_IsOneSegmentAndComesBack() =>
        Id.Sample(
            id =>
            {
                try
                {
                    PathSegment.ThrowIfUnusable(id);
                }
                catch (ArgumentException)
                {
                    return;
                }

                var address = new Uri(new Uri("https://api.example.com"), $"/things/{Uri.EscapeDataString(id)}/parts");
                string[] segments = address.AbsolutePath.Split('/');
                Assert.Equal(4, segments.Length);
                Assert.Equal(id, Uri.UnescapeDataString(segments[2]));
                Assert.Equal("", address.Query + address.Fragment);
            },
            iter: Iterations);

    [Fact]
    public void QueryString_Values_ComeBack() =>
        Gen.Select(Gen.Decimal, Gen.DateTimeOffset, Gen.Bool, Gen.OneOf(Cultures)).Sample(
            (number, moment, yes, culture) =>
            {
                CultureInfo before = CultureInfo.CurrentCulture;
                CultureInfo.CurrentCulture = culture;
                try
                {
                    string[] values = [.. new QueryString().Add("n", number).Add("t", moment).Add("b", yes).Pairs.Select(pair => pair.Value)];
                    Assert.Equal(number, decimal.Parse(values[0], NumberStyles.Float, CultureInfo.InvariantCulture));
                    Assert.Equal(moment.UtcTicks, DateTimeOffset.Parse(values[1], CultureInfo.InvariantCulture).UtcTicks);
                    Assert.Equal(yes ? "true" : "false", values[2]);
                }
                finally
                {
                    CultureInfo.CurrentCulture = before;
                }
            },
            iter: Iterations);

    [Fact]
    public void QueryString_TextsListsAndMaps_KeepTheirOrderAndComeBack() =>
        Gen.Select(
            Text.Where(text => !string.IsNullOrWhiteSpace(text)),
            Text.Where(text => !string.IsNullOrWhiteSpace(text) && !text.Contains(',', StringComparison.Ordinal)).Array[0, 3],
            Gen.Dictionary(Text, Text)[1, 3]).Sample(
            (text, names, map) =>
            {
                var nested = new JsonObject(map.Select(one => new KeyValuePair<string, JsonNode?>(one.Key, one.Value)));
                QueryString query = new QueryString()
                    .Add("a", text)
                    .Add("none", (string?)null)
                    .AddJoined("l", names)
                    .AddMap("m", new JsonObject { ["flat"] = text, ["nested"] = nested });
                KeyValuePair<string, string>[] expected =
                [
                    new("a", text),
                    .. names.Length == 0 ? [] : (KeyValuePair<string, string>[])[new("l", string.Join(',', names))],
                    new("m[flat]", text),
                    .. map.Select(one => new KeyValuePair<string, string>($"m[nested[{one.Key}]]", one.Value)),
                ];
                Assert.Equal(expected, query.Pairs);
                Assert.Equal(expected, Decode(Encode(query)));
            },
            iter: Iterations);

    /// <summary>Without unpaired surrogates, which no address can hold.</summary>
    private static Gen<string> Text { get; } = Id.Where(text => text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar));

    private static string Encode(QueryString query)
    {
        var builder = new GeneratedQueryStringBuilder("/things");
        new QueryStringConverter().Flatten(query, "", ref builder, new RefitSettings());
        return builder.Build();
    }

    private static IEnumerable<KeyValuePair<string, string>> Decode(string address) =>
        new Uri(new Uri("https://api.example.com"), address).Query.TrimStart('?').Split('&').Select(pair => pair.Split('=') switch
        {
            [var key, var value] => new KeyValuePair<string, string>(Uri.UnescapeDataString(key), Uri.UnescapeDataString(value)),
            _ => throw new FormatException(pair),
        });
}
