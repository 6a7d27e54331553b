using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace StackOne.Ats.Client.Tests.Conventions;

public partial class SourceTests
{
    [Fact]
    public void Files_OfTheSources_AreShort()
    {
        // A list of the values of an enumeration is as long as the contract's.
        string[] files = [.. Repository.CSharpFiles("src").Where(file => !IsEnumeration(file)), .. Repository.CSharpFiles("samples")];

        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            int most = file.EndsWith(".g.cs", StringComparison.Ordinal) ? 320 : 200;
            int lines = Repository.Read(file).Count(character => character == '\n');
            Assert.True(lines <= most, $"{file} has {lines} lines: it may be doing two things.");
        });
    }

    [Fact]
    public void Lines_OfTheSources_FitIntoAWindow()
    {
        string[] files = [.. Repository.CSharpFiles("src").Where(file => !file.EndsWith(".g.cs", StringComparison.Ordinal)), .. Repository.CSharpFiles("samples")];

        Assert.All(files, file => Assert.All(Repository.Read(file).Split('\n'), line => Assert.True(line.Length <= 150, line)));
    }

    [Fact]
    public void Usings_OfEachFile_AreSorted()
    {
        string[] files = [.. Repository.CSharpFiles("src"), .. Repository.CSharpFiles("samples"), .. Repository.CSharpFiles("tests")];

        Assert.All(files, file =>
        {
            string[] usings = [.. Using().Matches(Repository.Read(file)).Select(match => match.Groups["what"].Value)];
            Assert.Equal(usings.OrderBy(Kind).ThenBy(name => name, StringComparer.OrdinalIgnoreCase), usings);
        });

        // Namespaces, then static usings, then aliases; those of System first.
        static int Kind(string name)
        {
            int kind = name.Contains('=', StringComparison.Ordinal) ? 4 : name.StartsWith("static ", StringComparison.Ordinal) ? 2 : 0;
            return Regex.IsMatch(name, @"^(static )?System(\.|$)") ? kind : kind + 1;
        }
    }

    [Fact]
    public void Stages_OrderOfThePipeline_IsStatedInOneFile() => Assert.Equal(
        "src/StackOne.Ats.Client/Pipeline/PipelineHandler.cs",
        Assert.Single(
            Repository.CSharpFiles("src/StackOne.Ats.Client"),
            file => NewStage().IsMatch(Repository.Read(file))));

    private static bool IsEnumeration(string file) =>
        file.Contains("/Generated/Models/", StringComparison.Ordinal) && Repository.Read(file).Contains("readonly record struct", StringComparison.Ordinal);

    /// <summary>Refit's would run in every process that loads the library, and keep all groups from being trimmed.</summary>
    [Fact]
    public void Library_HasNoModuleInitializer() => Assert.DoesNotContain(
        typeof(StackOneAtsClient).Assembly.GetTypes().SelectMany(
            type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)),
        method => method.IsDefined(typeof(ModuleInitializerAttribute), inherit: false));

    [GeneratedRegex(@"^using (?<what>(static )?[\w.]+( = [^;(]+)?);", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"new (RetryLoop|Admission|AttemptDeadline|Authentication|ResponseBodyReader|CallCompletion)\(")]
    private static partial Regex NewStage();
}
