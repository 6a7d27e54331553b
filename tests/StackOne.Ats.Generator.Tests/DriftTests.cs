namespace StackOne.Ats.Generator.Tests;

public class DriftTests
{
    private static string Root { get; } = GenerationJob.FindRoot(AppContext.BaseDirectory)!;

    public static TheoryData<int> Jobs { get; } = new(Enumerable.Range(0, GenerationJob.All.Count));

    [Theory]
    [MemberData(nameof(Jobs))]
    public void Committed_GeneratedAnew_IsTheSame(int job)
    {
        GenerationJob one = GenerationJob.All[job];

        Assert.Empty(one.Files(Root).Compare(one.Generate(Root)));
    }

    [Theory]
    [MemberData(nameof(Jobs))]
    public void Committed_Always_HasUnixLinesAndNoByteOrderMark(int job)
    {
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Root, GenerationJob.All[job].Output), "*", SearchOption.AllDirectories))
        {
            byte[] bytes = File.ReadAllBytes(file);
            Assert.DoesNotContain((byte)'\r', bytes);
            Assert.Equal((byte)'/', bytes[0]);
        }
    }

    [Fact]
    public void Compare_TamperedFolder_NamesEveryDifference()
    {
        using var directory = new TemporaryDirectory();
        var folder = new GeneratedFiles(directory.Path, "");
        SortedDictionary<string, string> files = Contracts.Generate(Contracts.With());
        folder.Write(files);
        Assert.Empty(folder.Compare(files));

        File.AppendAllText(Path.Combine(directory.Path, "Operations.g.cs"), " ");
        File.Delete(Path.Combine(directory.Path, "Models/Thing.g.cs"));
        File.WriteAllText(Path.Combine(directory.Path, "Models/Old.g.cs"), "");

        Assert.Equal(["Models/Thing.g.cs is missing", "Operations.g.cs differs", "Models/Old.g.cs is unexpected"], folder.Compare(files));
    }

    [Fact]
    public void Write_StaleFile_IsDeleted()
    {
        using var directory = new TemporaryDirectory();
        var folder = new GeneratedFiles(directory.Path, "");
        SortedDictionary<string, string> files = Contracts.Generate(Contracts.With());
        File.WriteAllText(Path.Combine(directory.Path, "Old.g.cs"), "");

        folder.Write(files);

        Assert.Empty(folder.Compare(files));
    }

    [Fact]
    public void Generate_OtherLineEndings_GivesTheSame() =>
        Assert.Equal(
            Contracts.Generate(Contracts.With().ReplaceLineEndings("\n"), Contracts.Names.ReplaceLineEndings("\n")),
            Contracts.Generate(Contracts.With().ReplaceLineEndings("\r\n"), Contracts.Names.ReplaceLineEndings("\r\n")));

    [Fact]
    public void Generate_OtherContract_GivesAnotherHash() =>
        Assert.NotEqual(
            Contracts.Generate(Contracts.With())["Operations.g.cs"],
            Contracts.Generate(Contracts.With() + "# A comment")["Operations.g.cs"]);
}
