namespace StackOne.Ats.Generator.Tests;

/// <summary>The doc comments of generated methods.</summary>
public class DocsTests
{
    private const string NullRequest = "<exception cref=\"ArgumentNullException\"><paramref name=\"request\"/> is null.</exception>";

    [Theory]
    [InlineData("{$ref: '#/components/schemas/Thing'}", true)]
    [InlineData("{type: object}", true)]
    [InlineData("{}", false)]
    public void Body_OfSchema_DocumentsTheExceptionsThatItCanCause(string schema, bool canBeNull)
    {
        string code = Client(Contracts.With(operation: $"requestBody: {{required: true, content: {{application/json: {{schema: {schema}}}}}}}"));

        Assert.Equal(canBeNull, code.Contains(NullRequest, StringComparison.Ordinal));
        Assert.Equal(canBeNull, code.Contains("ArgumentNullException.ThrowIfNull(request);", StringComparison.Ordinal));
        Assert.Contains("<exception cref=\"ArgumentException\">The request has a value that cannot be sent.</exception>", code, StringComparison.Ordinal);
    }

    [Fact]
    public void Operation_WithoutABody_DocumentsTheAccountAlone()
    {
        string code = Client(Contracts.With());

        Assert.DoesNotContain("ArgumentNullException", code, StringComparison.Ordinal);
        Assert.Contains("<exception cref=\"InvalidOperationException\">No account is set.</exception>", code, StringComparison.Ordinal);
        Assert.DoesNotContain("cref=\"ArgumentException\"", code, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("description: More.", "/// <remarks>More.</remarks>")]
    [InlineData("description: \"One.\\n\\nTwo.\"", "/// <remarks>\n    /// <para>One.</para>\n    /// <para>Two.</para>\n    /// </remarks>")]
    [InlineData("deprecated: true", "[Obsolete(\"Deprecated by StackOne and may be removed from the API.\", DiagnosticId = \"STACKONE0001\")]\n    public virtual Task<Thing> GetAsync(")]
    [InlineData("x-codeSamples: [{lang: csharp, source: 'a < b;'}]", "/// <example>\n    /// <code>\n    /// a &lt; b;\n    /// </code>\n    /// </example>")]
    public void Operation_Described_IsDocumented(string operation, string expected) =>
        Assert.Contains(expected, Client(Contracts.With(operation: operation)), StringComparison.Ordinal);

    /// <summary>The names of methods, and the values of the enumeration that the member has.</summary>
    [Theory]
    [InlineData("{type: string, description: From `Things.GetAsync`.}", "From <see cref=\"ThingsClient.GetAsync\"/>.")]
    [InlineData("{type: string, description: From `Things.Other`.}", "From <c>Things.Other</c>.")]
    [InlineData("{type: string, enum: [a_b, c], description: '`a_b`, or `other`.'}", "<see cref=\"State.AB\"/>, or <c>other</c>.")]
    [InlineData("{type: string, description: '`a_b`.'}", "<c>a_b</c>.")]
    public void Member_NameInTheDescription_IsAReference(string member, string expected)
    {
        string names = Contracts.Names + (member.Contains("enum", StringComparison.Ordinal) ? "\n  Thing.it: State" : "");

        Assert.Contains($"/// <summary>{expected}</summary>", Contracts.Generate(Contracts.With(member), names)["Models/Thing.g.cs"], StringComparison.Ordinal);
    }

    private static string Client(string contract) => Contracts.Generate(contract)["Clients/ThingsClient.g.cs"];
}
