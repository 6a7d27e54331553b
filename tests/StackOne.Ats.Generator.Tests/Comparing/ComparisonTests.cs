using StackOne.Ats.Generator.Comparing;
using StackOne.Ats.Generator.Reading;

namespace StackOne.Ats.Generator.Tests.Comparing;

public class ComparisonTests
{
    private const string Operation = "  /things:\n    get:\n";

    private static readonly string Document = Contracts.With(
        member: "{type: [string, 'null'], enum: [a, b], x-speakeasy-unknown-values: allow}",
        parameters: "- {name: q, in: query, style: deepObject, schema: {type: object}}",
        responses: "'404': {description: None}");

    [Theory]
    [InlineData("/things", "/thing", "+ operation op: GET /thing", "- operation op: GET /things")]
    [InlineData("    get:\n", "    put:\n", "- operation op: GET /things", "+ operation op: PUT /things")]
    [InlineData(Operation, "  /more:\n    delete: {operationId: more}\n" + Operation, "+ operation more security: none", "+ operation more tags: ", "+ operation more: DELETE /more")]
    [InlineData("operationId: op", "operationId: op\n      deprecated: true", "- operation op: GET /things", "+ operation op: GET /things deprecated")]
    [InlineData("operationId: op", "operationId: op\n      tags: [Things]", "- operation op tags: ", "+ operation op tags: Things")]
    [InlineData("name: q", "name: p", "+ operation op query p: object deepObject", "- operation op query q: object deepObject")]
    [InlineData("style: deepObject", "style: form", "+ operation op query q: object", "- operation op query q: object deepObject")]
    [InlineData("name: q", "required: true, name: q", "- operation op query q: object deepObject", "+ operation op query q: object required deepObject")]
    [InlineData("'404'", "'410'", "- operation op 404: no content", "+ operation op 410: no content")]
    [InlineData("application/json", "text/plain", "- operation op 200 application/json: Thing", "+ operation op 200 text/plain: Thing")]
    [InlineData("it:", "that:", "- schema Thing.it = \"a\"", "- schema Thing.it = \"b\"", "- schema Thing.it: open enum?", "+ schema Thing.that = \"a\"", "+ schema Thing.that = \"b\"", "+ schema Thing.that: open enum?")]
    [InlineData("[string, 'null']", "string", "+ schema Thing.it: open enum", "- schema Thing.it: open enum?")]
    [InlineData("[a, b]", "[a, c]", "- schema Thing.it = \"b\"", "+ schema Thing.it = \"c\"")]
    [InlineData("allow", "disallow", "+ schema Thing.it: closed enum?", "- schema Thing.it: open enum?")]
    [InlineData("Thing: {type: object", "Thing: {type: object, required: [it]", "- schema Thing.it: open enum?", "+ schema Thing.it: open enum? required")]
    [InlineData("summary: Gets.", "summary: Gets one.\n      description: It.")]
    public void Of_ChangedDocument_HasTheDifferences(string old, string changed, params string[] differences)
    {
        string document = Document.ReplaceLineEndings("\n").Replace(old, changed, StringComparison.Ordinal);
        Assert.NotEqual(Document, document);

        var comparison = Comparison.Of(Facts.Of(Document), Facts.Of(document), []);

        Assert.Equal(differences, comparison.Unexpected);
        Assert.Equal((0, 0), (comparison.Deliberate, comparison.Outdated.Count));
    }

    [Theory]
    [InlineData(new[] { "- a (1)", "+ b" }, new string[0], 2, new string[0])]
    [InlineData(new[] { "- a (1)" }, new[] { "+ b" }, 1, new string[0])]
    [InlineData(new[] { "* (*)" }, new[] { "+ b" }, 1, new string[0])]
    [InlineData(new[] { "- a *", "- a (*", "+ b" }, new string[0], 2, new string[0])]
    [InlineData(new[] { "- a", "+ a (1)", "+ bb", "+ c" }, new[] { "- a (1)", "+ b" }, 0, new[] { "- a", "+ a (1)", "+ bb", "+ c" })]
    public void Of_DeliberateDifferences_AreExpected(string[] deliberate, string[] unexpected, int count, string[] outdated)
    {
        var comparison = Comparison.Of(new HashSet<string> { "a (1)", "c" }, new HashSet<string> { "b", "c" }, deliberate);

        Assert.Equal(unexpected, comparison.Unexpected);
        Assert.Equal(count, comparison.Deliberate);
        Assert.Equal(outdated, comparison.Outdated);
    }

    [Theory]
    [InlineData("", new string[0])]
    [InlineData("# About the file.\n\n# Why.\n- a\n+ b: *\n\n#\n# Why not.\n+ c\n", new[] { "- a", "+ b: *", "+ c" })]
    [InlineData("# Why.\r\n- a\r\n", new[] { "- a" })]
    public void Parse_Blocks_AreTheirLines(string text, string[] differences) => Assert.Equal(differences, DeliberateDifferences.Parse(text));

    [Theory]
    [InlineData("- a", "Line 1 has no reason: write it above, in a line that begins with #.")]
    [InlineData("# Why.\n- a\n\n+ b", "Line 4 has no reason: write it above, in a line that begins with #.")]
    [InlineData("# \n- a", "Line 2 has no reason: write it above, in a line that begins with #.")]
    [InlineData("# Why.\na", "Line 2 is not a difference, which begins with '- ' or '+ ': a")]
    [InlineData("# Why.\n-a", "Line 2 is not a difference, which begins with '- ' or '+ ': -a")]
    public void Parse_LineWithoutReasonOrSign_IsReported(string text, string problem) =>
        Assert.Equal([problem], Assert.Throws<GenerationException>(() => DeliberateDifferences.Parse(text)).Problems);
}
