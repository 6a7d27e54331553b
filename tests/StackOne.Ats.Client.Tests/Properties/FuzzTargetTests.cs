using StackOne.Ats.Client.Fuzz;

namespace StackOne.Ats.Client.Tests.Properties;

/// <summary>The beginning of a campaign of the fuzzer: the same inputs, and the same promises.</summary>
public class FuzzTargetTests
{
    public static TheoryData<Type> Targets { get; } =
        [.. typeof(FuzzTarget).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(FuzzTarget)) && !type.IsAbstract)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Run_MutatedInputs_KeepsItsPromises(Type type)
    {
        const int Inputs = 1_000;
        using var target = (FuzzTarget)Activator.CreateInstance(type, nonPublic: true)!;
        var mutator = new Mutator(target.Corpus, target.Tokens, seed: 1);
        for (long index = 0; index < Inputs; index++)
        {
            byte[] input = mutator.Make(index);

            Exception? failure = Record.Exception(() => target.Run(input));

            Assert.True(failure is null, $"{target.Name}, seed 1, input {index}, base64 {Convert.ToBase64String(input)}: {failure}");
        }
    }
}
