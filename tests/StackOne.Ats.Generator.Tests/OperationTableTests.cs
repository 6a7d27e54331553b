using StackOne.Ats.Generator.Emitting;
using StackOne.Ats.Generator.Model;
using StackOne.Ats.Generator.Reading;

namespace StackOne.Ats.Generator.Tests;

public class OperationTableTests
{
    private const string Begin = "<!-- operations: generated -->";
    private const string End = "<!-- /operations -->";

    private const string Table =
        """

        | Method | Endpoint |
        |---|---|
        | **`Things`** | |
        | `GetAsync` | `GET /things` |

        """;

    [Theory]
    [InlineData("")]
    [InlineData("| old |\n")]
    [InlineData(Table + "\n")]
    public void Replace_Document_HasTheTableBetweenTheComments(string old) =>
        Assert.Equal(
            $"# Title\n{Begin}\n{Table}\n{End}\n{End}\nEnd",
            OperationTable.Replace($"# Title\n{Begin}\n{old}{End}\n{End}\nEnd", Api(Contracts.With()), "README.md"));

    [Fact]
    public void Replace_WindowsLineEndings_GivesUnixLineEndings() =>
        Assert.Equal($"{Begin}\n{Table}\n{End}", OperationTable.Replace($"{Begin}\r\n{End}", Api(Contracts.With()), "README.md"));

    [Fact]
    public void Replace_DeprecatedOperation_IsMarked() =>
        Assert.Contains(
            "| `GetAsync` (deprecated) | `GET /things` |\n",
            OperationTable.Replace($"{Begin}\n{End}", Api(Contracts.With(operation: "deprecated: true")), "README.md"),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData(Begin)]
    [InlineData(Begin + "\n")]
    [InlineData(End)]
    [InlineData(End + "\n" + Begin + "\n")]
    public void Replace_NoPlaceForTheTable_IsReported(string document) =>
        Assert.Equal(
            [$"README.md has no place for the table of operations: add the lines {Begin} and {End}."],
            Assert.Throws<GenerationException>(() => OperationTable.Replace(document, Api(Contracts.With()), "README.md")).Problems);

    private static Api Api(string contract) => ContractReader.Read(contract, Contracts.Names);
}
