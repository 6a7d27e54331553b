using StackOne.Ats.Generator.Reading;

namespace StackOne.Ats.Generator.Tests;

/// <summary>Operations that cannot be generated.</summary>
public class OperationProblemsTests
{
    public static TheoryData<string, string> Unsupported { get; } = new()
    {
        { Contracts.With(path: "/things/{id}"), "The operation 'op' has '{id}' in its path, but no path parameter of that name." },
        { Contracts.With(parameters: "- {name: X-Other, in: header, schema: {type: string}}"), "The operation 'op' takes the header or cookie 'X-Other', which the client cannot send." },
        {
            Contracts.With(path: "/things/{n}", parameters: "- {name: n, in: path, required: true, schema: {type: number}}"),
            "The path parameter 'op.n' cannot be generated: it must be a string, or a number with the format int64."
        },
        {
            Contracts.With(path: "/things/{n}", parameters: "- {name: n, in: path, required: true, schema: {type: string, format: date-time}}"),
            "The path parameter 'op.n' cannot be generated: it must be a string, or a number with the format int64."
        },
        {
            Contracts.With(
                parameters: "- {name: page, in: query, schema: {type: number}}\n- {name: page_size, in: query, schema: {type: number}}",
                success: "{description: Ok, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Thing'}}}}}"),
            "The pages of 'op' have numbers, but their items have no 'id' that is a string."
        },
        { Contracts.With().Replace("operationId: op", "description: None", StringComparison.Ordinal), "GET /things has no operationId." },
        { Contracts.With(parameters: "- {$ref: '#/components/parameters/Q'}"), "The operation 'op' refers to '#/components/parameters/Q', which is not in the contract." },
        { Contracts.With(responses: "'404': {$ref: '#/components/responses/None'}"), "The operation 'op' refers to '#/components/responses/None', which is not in the contract." },
        { Contracts.With(responses: "'201': {description: Created}"), "The operation 'op' has 2 success responses: exactly one is required." },
        { Contracts.With().Replace("'200'", "'302'", StringComparison.Ordinal), "The operation 'op' has 0 success responses: exactly one is required." },
        {
            Contracts.With(operation: "requestBody: {content: {application/json: {schema: {type: object}}}}"),
            "The body of 'op' cannot be generated: it must be required and must be JSON with a schema."
        },
        {
            Contracts.With(operation: "requestBody: {required: true, content: {text/csv: {schema: {type: string}}}}"),
            "The body of 'op' cannot be generated: it must be required and must be JSON with a schema."
        },
        {
            Contracts.With(parameters: "- {name: q, in: query, schema: {type: string}}"),
            "The query parameters of 'op' have no C# type: add \"op: QueryName\" to 'queries' in names.yaml."
        },
        {
            Contracts.With(parameters: "- {name: q, in: query, style: deepObject, schema: {type: object, properties: {a: {type: string}}}}"),
            "The query parameters of 'op' have no C# type: add \"op: QueryName\" to 'queries' in names.yaml."
        },
        { Contracts.With(parameters: "- {name: q, in: query, required: true, schema: {type: string}}"), "'op.q' cannot be generated: it is a required query parameter." },
        {
            Contracts.With(parameters: "- {name: q, in: query, schema: {type: object}}"),
            "'op.q' cannot be generated: a query parameter must be a string, boolean, number, date-time, array of strings, string with an x-separator, or deepObject of such."
        },
        {
            Contracts.With(parameters: "- {name: q, in: query, schema: {type: array, items: {type: number}}}"),
            "'op.q' cannot be generated: a query parameter must be a string, boolean, number, date-time, array of strings, string with an x-separator, or deepObject of such."
        },
        {
            Contracts.With(parameters: "- {name: q, in: query, explode: false, schema: {type: array, items: {type: string}}}"),
            "'op.q' cannot be generated: a query parameter must be a string, boolean, number, date-time, array of strings, string with an x-separator, or deepObject of such."
        },
        {
            Contracts.With(parameters: "- {name: q, in: query, style: pipeDelimited, schema: {type: array, items: {type: string}}}"),
            "'op.q' cannot be generated: a query parameter must be a string, boolean, number, date-time, array of strings, string with an x-separator, or deepObject of such."
        },
        {
            Contracts.With(parameters: "- {name: q, in: query, schema: {type: string, format: byte}}"),
            "'op.q' cannot be generated: a query parameter must be a string, boolean, number, date-time, array of strings, string with an x-separator, or deepObject of such."
        },
        {
            Contracts.With(parameters: "- {name: q, in: query, style: deepObject, schema: {type: object, properties: {a: {type: object}}}}"),
            "'op.q.a' cannot be generated: a query parameter must be a string, boolean, number, date-time, array of strings, string with an x-separator, or deepObject of such."
        },
        {
            Contracts.With(parameters: "- {name: q, in: query, style: deepObject, schema: {type: object, properties: {a: {type: string}}, allOf: [{$ref: '#/components/schemas/Thing'}]}}"),
            "'op.q' cannot be generated: it combines schemas with allOf, or with members of its own."
        },
        {
            Contracts.With(success: "{description: Ok, content: {application/json: {schema: {properties: {data: {$ref: '#/components/schemas/Thing'}, raw: {}}, allOf: [{$ref: '#/components/schemas/Thing'}]}}}}"),
            "'op.result' cannot be generated: it combines schemas with allOf, or with members of its own."
        },
        {
            Contracts.With(success: "{description: Ok, content: {application/json: {schema: {properties: {statusCode: {}}, anyOf: [{$ref: '#/components/schemas/Thing'}]}}}}"),
            "'op.result' cannot be generated: it combines schemas with allOf, or with members of its own."
        },
        { Contracts.With("{$ref: '#/components/schemas/Gone'}"), "'Thing.it' cannot be generated: it refers to the schema 'Gone', which is not in the contract." },
        {
            Contracts.With("{$ref: '#/components/schemas/Loop'}", "Loop: {type: array, items: {$ref: '#/components/schemas/Loop'}}"),
            "'Loop' cannot be generated: the schema 'Loop' contains itself."
        },
        {
            Contracts.With("{$ref: '#/components/schemas/A'}", "A: {$ref: '#/components/schemas/B'}\nB: {$ref: '#/components/schemas/A'}"),
            "The contract "
        },
        { Contracts.With().Replace("{title: Test,", "{title: Test, contact: {url: 'http://['},", StringComparison.Ordinal), "The contract is not " },
        { "openapi: 3.1.0\npaths: [", "The contract is not a valid OpenAPI document: " },
        { " \n", "The contract is empty." },
    };

    [Theory]
    [MemberData(nameof(Unsupported))]
    public void Generate_Unsupported_IsReported(string contract, string expected)
    {
        GenerationException exception = Assert.Throws<GenerationException>(() => Contracts.Generate(contract));

        Assert.Contains(exception.Problems, problem => problem.StartsWith(expected, StringComparison.Ordinal));
    }

    /// <summary>These are names of the generated method's own parameters and variables.</summary>
    [Theory]
    [InlineData("request")]
    [InlineData("query")]
    [InlineData("call")]
    [InlineData("parameters")]
    [InlineData("accountId")]
    [InlineData("prefer")]
    [InlineData("cancellationToken")]
    public void PathParameter_OfATakenName_IsReported(string name)
    {
        string contract = Contracts.With(path: $"/things/{{{name}}}", parameters: $"- {{name: {name}, in: path, required: true, schema: {{type: string}}}}");

        Assert.Equal(
            [$"The path parameter 'op.{name}' would be named {name}, which conflicts with another parameter of the method: add \"op.{name}: OtherName\" to 'members' in names.yaml."],
            Assert.Throws<GenerationException>(() => Contracts.Generate(contract)).Problems);
    }

    /// <summary>It belongs to the API key alone. The name of the header's parameter is free then.</summary>
    [Fact]
    public void Operation_WithoutTheHeaderOfTheAccount_TakesNone()
    {
        string contract = Contracts.With(path: "/things/{accountId}", parameters: "- {name: accountId, in: path, required: true, schema: {type: string}}")
            .Replace("- {name: x-account-id, in: header, required: true, schema: {type: string}}", "", StringComparison.Ordinal);

        SortedDictionary<string, string> files = Contracts.Generate(contract);

        Assert.DoesNotContain("x-account-id", files["Api/IThingsApi.g.cs"], StringComparison.Ordinal);
        Assert.Contains("return _api.GetAsync(accountId, call);", files["Clients/ThingsClient.g.cs"], StringComparison.Ordinal);
        Assert.DoesNotContain("No account is set", files["Clients/ThingsClient.g.cs"], StringComparison.Ordinal);
        Assert.Contains(", Account: AccountUse.None);", files["Api/ThingsOperations.g.cs"], StringComparison.Ordinal);
        Assert.DoesNotContain("AccountUse", Contracts.Generate(Contracts.With())["Api/ThingsOperations.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void PathParameter_Number_IsWrittenTheSameInAllCultures()
    {
        string client = Contracts.Generate(
            Contracts.With(path: "/things/{n}", parameters: "- {name: n, in: path, required: true, schema: {type: number, format: int64}}"))["Clients/ThingsClient.g.cs"];

        Assert.Contains("GetAsync(long n, CancellationToken", client, StringComparison.Ordinal);
        Assert.Contains("_api.GetAsync(n.ToString(CultureInfo.InvariantCulture), call.AccountId, call)", client, StringComparison.Ordinal);
        Assert.DoesNotContain("ThrowIfUnusable(n)", client, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x-codeSamples: 7")]
    [InlineData("x-codeSamples: [7, {lang: 7, source: 7}, {lang: csharp, source: [7]}]")]
    public void Generate_ExtensionOfAnotherType_IsAsGoodAsNone(string extension) =>
        Assert.Equal(Contracts.Generate(Contracts.With()).Keys, Contracts.Generate(Contracts.With(operation: extension)).Keys);

    [Fact]
    public void Generate_ErrorWithoutAMediaType_HasNothingToCheck() =>
        Contracts.Generate(Contracts.With(responses: "'400': {description: Bad, content: {application/json: }}"));

    [Fact]
    public void Operations_OfOneName_AreReported()
    {
        string contract = Contracts.With().Replace(
            "components:",
            """
              /others:
                get:
                  operationId: other
                  parameters:
                    - {name: x-account-id, in: header, required: true, schema: {type: string}}
                  responses:
                    '204': {description: Nothing}
            components:
            """,
            StringComparison.Ordinal);
        string names = "operations:\n  op: Things.GetAsync\n  other: Things.GetAsync\ntypes:\n  Thing: Thing";

        GenerationException exception = Assert.Throws<GenerationException>(() => Contracts.Generate(contract, names));

        Assert.Equal(["The operations 'op' and 'other' have the same name, Things.GetAsync: give each a unique name in 'operations' in names.yaml."], exception.Problems);
    }
}
