using StackOne.Ats.Generator.Reading;

namespace StackOne.Ats.Generator.Tests;

/// <summary>How the success of an operation is generated.</summary>
public class ResultsTests
{
    private const string Thing = "{$ref: '#/components/schemas/Thing'}";
    private const string Things = "{type: array, items: {$ref: '#/components/schemas/Thing'}}";

    [Theory]
    [InlineData($"{{properties: {{data: {Thing}, raw: {{}}}}}}", "Task<ItemBody<Thing>>", "Task<Thing>")]
    [InlineData($"{{required: [data], properties: {{data: {Thing}, raw: {{}}}}}}", "Task<ItemBody<Thing>>", "Task<Thing>")]
    [InlineData($"{{required: [data], properties: {{data: {Things}, raw: {{}}, next: {{type: string}}, next_page: {{type: string}}}}}}", "Task<PageBody<Thing>>", "StackOnePageable<Thing>")]
    [InlineData($"{{properties: {{data: {Things}, raw: {{}}, next: {{type: string}}}}}}", "Task<OptionalPageBody<Thing>>", "StackOnePageable<Thing>")]
    [InlineData("{type: object}", "Task<JsonObject>", "Task<JsonObject>")]
    [InlineData(Things, "Task<IReadOnlyList<Thing>>", "Task<IReadOnlyList<Thing>>")]
    public void Success_Json_HasTypes(string schema, string read, string returned) =>
        AssertSuccess($"{{description: Ok, content: {{application/json: {{schema: {schema}}}}}}}", read, returned);

    /// <summary>A list that takes the number and the size of a page; the number is not for the caller.</summary>
    [Theory]
    [InlineData("page_size", true)]
    [InlineData("size", false)]
    public void Success_ListOfNumberedPages_IsAPage(string size, bool expected)
    {
        SortedDictionary<string, string> files = Contracts.Generate(
            Contracts.With(
                success: Json(Things),
                parameters: $"- {{name: page, in: query, schema: {{type: number}}}}\n- {{name: {size}, in: query, schema: {{type: number}}}}")
                .Replace("{it:", "{id:", StringComparison.Ordinal),
            Contracts.Names + "\nqueries:\n  op: Query");
        string client = files["Clients/ThingsClient.g.cs"];

        Assert.Equal(expected, files["Api/IThingsApi.g.cs"].Contains("Task<NumberedPageBody<Thing>> GetAsync(", StringComparison.Ordinal));
        Assert.Equal(expected, client.Contains("public virtual StackOnePageable<Thing> GetAsync(", StringComparison.Ordinal));
        Assert.Equal(expected, client.Contains("NumberPaging<Thing>.Of(query?.PageSize, static item => item.Id));", StringComparison.Ordinal));
        Assert.Equal(!expected, files["Models/Query.g.cs"].Contains(" Page ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("get", false)]
    [InlineData("delete", true)]
    public void Success_ValueOfADelete_MayBeEmpty(string method, bool expected) => Assert.Equal(
        expected,
        Contracts.Generate(Success(Json(Thing)).Replace("get:", $"{method}:", StringComparison.Ordinal))["Api/ThingsOperations.g.cs"]
            .Contains("MayBeEmpty: true", StringComparison.Ordinal));

    [Theory]
    [InlineData("{description: Nothing}", "Task", "Task")]
    [InlineData("{description: A film, content: {video/quicktime: {schema: {type: string}}}}", "Task<HttpResponseMessage>", "Task<StackOneDownload>")]
    [InlineData("{description: A film, content: {video/quicktime: }}", "Task<HttpResponseMessage>", "Task<StackOneDownload>")]
    public void Success_NotJson_HasTypes(string success, string read, string returned) => AssertSuccess(success, read, returned);

    [Theory]
    [InlineData("{properties: {statusCode: {}, message: {}, timestamp: {}, data: {$ref: '#/components/schemas/Ids'}}}", "WriteBody", "WriteResult")]
    [InlineData("{properties: {statusCode: {}}}", "WriteBody", "WriteResult")]
    [InlineData("{properties: {statusCode: {}, provider_errors: {type: array, items: {}}}}", "DocumentUploadBody", "DocumentUploadResult")]
    public void Success_OfAWrite_IsOneOfTwoTypes(string schema, string read, string returned)
    {
        SortedDictionary<string, string> files = Contracts.Generate(
            Success(Json(schema), "Ids: {type: object, properties: {id: {}, remote_id: {}}}"),
            "operations:\n  op: Things.GetAsync");

        Assert.Contains($"Task<{read}> GetAsync(", files["Api/IThingsApi.g.cs"], StringComparison.Ordinal);
        Assert.Contains($"public virtual Task<{returned}> GetAsync(", files["Clients/ThingsClient.g.cs"], StringComparison.Ordinal);
        Assert.Contains($"return {read}.ResultAsync(", files["Clients/ThingsClient.g.cs"], StringComparison.Ordinal);
        Assert.Contains("MayBeEmpty: true", files["Api/ThingsOperations.g.cs"], StringComparison.Ordinal);
        Assert.DoesNotContain("Models/Ids.g.cs", files.Keys);
    }

    [Fact]
    public void Json_OfAGroup_IsInItsContextAlone()
    {
        SortedDictionary<string, string> files = Contracts.Generate(Success(Json(Thing)));

        Assert.Contains("[JsonSerializable(typeof(Thing))]\ninternal sealed partial class ThingsJsonContext", files["Json/ThingsJsonContext.g.cs"], StringComparison.Ordinal);
        Assert.Contains("ModelJson Models = new(ThingsJsonContext.Default);", files["Api/ThingsOperations.g.cs"], StringComparison.Ordinal);
    }

    /// <summary>System.Text.Json's generator does not implement a context without types, which would not compile.</summary>
    [Fact]
    public void Json_OfAGroupWithoutBodies_HasNoContext()
    {
        SortedDictionary<string, string> files = Contracts.Generate(Success("{description: Nothing}"), "operations:\n  op: Things.GetAsync");

        Assert.DoesNotContain(files.Keys, file => file.StartsWith("Json/", StringComparison.Ordinal));
        Assert.Contains("ModelJson Models = new(JsonTypeInfoResolver.Combine());", files["Api/ThingsOperations.g.cs"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{properties: {statusCode: {}, total: {}}}", "op.result", "total")]
    [InlineData("{properties: {statusCode: {}, data: {properties: {id: {}, name: {}}}}}", "op.result.data", "name")]
    public void Write_WithAnUnknownMember_IsReported(string schema, string place, string member) => AssertProblem(
        $"'{place}' has a member '{member}' that WriteResult and DocumentUploadResult do not have: add it there, in WriteBody, and in WriteResults.cs.",
        Success(Json(schema)));

    /// <summary>An object with data alone is no envelope: it has a type of its own.</summary>
    [Fact]
    public void Success_DataWithoutRaw_IsAValue() =>
        Assert.Contains(
            "Task<Box> GetAsync(",
            Contracts.Generate(
                Success(Json("{$ref: '#/components/schemas/Box'}"), $"Box: {{type: object, properties: {{data: {Thing}}}}}"),
                Contracts.Names + "\n  Box: Box")["Api/IThingsApi.g.cs"],
            StringComparison.Ordinal);

    [Theory]
    [InlineData($"{{properties: {{data: {Thing}, raw: {{}}, total: {{type: number}}}}}}", "The result of 'op' has a member 'total' beside its data, which the client would lose.")]
    [InlineData($"{{properties: {{data: {Thing}, raw: {{}}, next: {{type: string}}}}}}", "The result of 'op' has a cursor, but its data is not a list of objects.")]
    [InlineData("{properties: {data: {type: array, items: {type: string}}, raw: {}, next: {type: string}}}", "The result of 'op' has a cursor, but its data is not a list of objects.")]
    [InlineData($"{{properties: {{data: {Things}, raw: {{}}}}}}", "The result of 'op' is an envelope, but its data is not an object.")]
    [InlineData("{properties: {data: {type: string}, raw: {}}}", "The result of 'op' is an envelope, but its data is not an object.")]
    public void Envelope_Unsupported_IsReported(string schema, string expected) => AssertProblem(expected, Success(Json(schema)));

    [Theory]
    [InlineData("{description: Ok, content: {application/json: }}")]
    [InlineData("{description: Ok, content: {application/vnd.api+json: {schema: {type: object}}}}")]
    public void Json_WithoutASchemaOrOfAnotherType_IsReported(string success) =>
        AssertProblem("The response of 'op' cannot be generated: JSON must be application/json with a schema.", Success(success));

    [Theory]
    [InlineData("raw", "Raw")]
    [InlineData("to_string", "ToString")]
    [InlineData("additional_properties", "AdditionalProperties")]
    public void Item_MemberOfABuiltInName_IsReported(string member, string name) =>
        AssertProblem(
            $"'Thing.{member}' would be named Thing.{name}, which conflicts with a built-in member: add \"Thing.{member}: OtherName\" to 'members' in names.yaml.",
            Success(Json($"{{properties: {{data: {Thing}, raw: {{}}}}}}")).Replace("{it:", $"{{{member}:", StringComparison.Ordinal));

    [Fact]
    public void Value_MemberCalledRaw_IsAMember() =>
        Assert.Contains(
            "public string? Raw { get; init; }",
            Contracts.Generate(Success(Json(Thing)).Replace("{it:", "{raw:", StringComparison.Ordinal))["Models/Thing.g.cs"],
            StringComparison.Ordinal);

    [Theory]
    [InlineData("patch", "{it: {type: string}}", true)]
    [InlineData("put", "{it: {type: string}}", false)]
    [InlineData("patch", "{it: {type: string}, old: {type: string, deprecated: true}}", true)]
    public void Body_OfAPatchAlone_HasSetToNull(string method, string members, bool expected)
    {
        string code = Contracts.Generate(Body(method, members))["Models/Thing.g.cs"];

        Assert.Equal(expected, code.Contains("public IReadOnlyCollection<string>? SetToNull { get; init; }", StringComparison.Ordinal));
        Assert.Equal(expected, code.Contains("public sealed record Thing : IPartialUpdate", StringComparison.Ordinal));
        Assert.Equal(expected, code.Contains("        \"It\" or \"it\" => \"it\",\n        _ => null,", StringComparison.Ordinal));
    }

    [Fact]
    public void Body_OfAPatchWithAMemberCalledSetToNull_IsReported() =>
        AssertProblem(
            "'Thing.set_to_null' would be named Thing.SetToNull, which conflicts with a built-in member: add \"Thing.set_to_null: OtherName\" to 'members' in names.yaml.",
            Body("patch", "{set_to_null: {type: boolean}}"));

    private static void AssertSuccess(string success, string read, string returned)
    {
        string contract = Success(success);
        string names = contract.Split("/schemas/Thing'").Length > 1 ? Contracts.Names : "operations:\n  op: Things.GetAsync";

        SortedDictionary<string, string> files = Contracts.Generate(contract, names);

        Assert.Contains($"    {read} GetAsync(\n", files["Api/IThingsApi.g.cs"], StringComparison.Ordinal);
        Assert.Contains($"    public virtual {returned} GetAsync(", files["Clients/ThingsClient.g.cs"], StringComparison.Ordinal);
    }

    private static void AssertProblem(string expected, string contract)
    {
        string names = contract.Split("/schemas/Thing'").Length > 1 ? Contracts.Names : "operations:\n  op: Things.GetAsync";

        Assert.Equal([expected], Assert.Throws<GenerationException>(() => Contracts.Generate(contract, names)).Problems);
    }

    private static string Success(string success, string schemas = "") => Contracts.With(success: success, schemas: schemas);

    private static string Json(string schema) => $"{{description: Ok, content: {{application/json: {{schema: {schema}}}}}}}";

    private static string Body(string method, string members) =>
        Contracts.With(
            operation: $"requestBody: {{required: true, content: {{application/json: {{schema: {Thing}}}}}}}",
            success: "{description: Done}")
            .Replace("get:", $"{method}:", StringComparison.Ordinal)
            .Replace("{it: {type: string}}", members, StringComparison.Ordinal);
}
