using System.Text;
using StackOne.Ats.Generator;
using StackOne.Ats.Generator.Reading;

namespace StackOne.Ats.Client.Fuzz.Targets;

/// <summary>A contract and its names: code, or problems that a person can read, a line each; never an exception of a parser.</summary>
internal sealed class ContractTarget() : FuzzTarget(
    "contract",
    "openapi: ", "3.0.0", "3.1.0", "paths:", "components:", "schemas:", "$ref: '#/components/schemas/Thing'", "{$ref: '#/components/schemas/Other'}", "{$ref: '#/components/schemas/Order'}",
    "{allOf: [{$ref: '#/components/schemas/Order'}]}", "{type: array, items: {$ref: '#/components/schemas/Thing'}}", "{$ref: 'a b'}", "5", "[a]", "{a: b}",
    "type: object", "type: array", "items: ", "allOf: [", "oneOf: [", "anyOf: [", "enum: [", "null", "nullable: true", "properties: {", "required: [",
    "additionalProperties: ", "deprecated: true", "x-deprecated-message: ", "x-codeSamples: ", "parameters: ", "in: query", "in: path", "in: header",
    "style: deepObject", "examples: [", "operations:", "types:", "members:", "queries:", "groups:", "? ", "- ", ": ", "&a ", "*a", "!!int ", "<<: ", "|\n",
    "'", "\"", "[", "]", "{", "}", "\n", "  ", "#", "{}", "[]", "~", "\ufeff", "\u0085", "%YAML 1.2\n---\n", "---\n", "...\n", "\t")
{
    /// <summary>What stands between the two in an input.</summary>
    private const string Names = "\n# names\n";

    private const int LongestProblem = 2_000;

    internal override bool CanOverflowTheStack => true;

    internal override void Run(byte[] input)
    {
        string text = Encoding.UTF8.GetString(input);
        int names = text.IndexOf(Names, StringComparison.Ordinal);
        try
        {
            CodeGenerator.Generate(names < 0 ? text : text[..names], names < 0 ? "" : text[(names + Names.Length)..], "Fuzz", "Fuzz");
        }
        catch (GenerationException exception)
        {
            foreach (string problem in exception.Problems)
            {
                if (string.IsNullOrWhiteSpace(problem) || problem.AsSpan().IndexOfAny('\r', '\n') >= 0 || problem.Length > LongestProblem)
                {
                    throw new FuzzException($"A problem is not a readable line: '{problem}'");
                }
            }
        }
    }
}
