namespace StackOne.Ats.Generator.Tests;

/// <summary>The smallest contract that can be generated, with places for what a test is about.</summary>
internal static class Contracts
{
    public const string Names =
        """
        operations:
          op: Things.GetAsync
        types:
          Thing: Thing
        """;

    /// <summary>
    /// All in YAML's flow style: <paramref name="member"/> is the schema of <c>it</c> in <c>Thing</c>, which the operation
    /// returns; <paramref name="schemas"/> are more components, <c>Name: {...}</c> a line.
    /// </summary>
    public static string With(
        string member = "{type: string}",
        string schemas = "",
        string parameters = "",
        string path = "/things",
        string operation = "",
        string success = "{description: Ok, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}",
        string responses = "") =>
        $$$"""
        openapi: 3.1.0
        info: {title: Test, version: '1'}
        paths:
          {{{path}}}:
            get:
              operationId: op
              summary: Gets.
              {{{operation}}}
              parameters:
                - {name: x-account-id, in: header, required: true, schema: {type: string}}
                {{{Indent(parameters, 8)}}}
              responses:
                '200': {{{success}}}
                {{{Indent(responses, 8)}}}
        components:
          schemas:
            Thing: {type: object, properties: {it: {{{member}}}}}
            {{{Indent(schemas, 4)}}}
        """;

    public static SortedDictionary<string, string> Generate(string contract, string names = Names) =>
        CodeGenerator.Generate(contract, names, "StackOne.Ats.Client", "StackOne.Ats.Client");

    private static string Indent(string lines, int depth) => lines.ReplaceLineEndings("\n").Replace("\n", "\n" + new string(' ', depth), StringComparison.Ordinal);
}
