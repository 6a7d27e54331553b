using StackOne.Ats.Client.Fuzz;
using StackOne.Ats.Client.Fuzz.Targets.AspNetCore;

namespace StackOne.Ats.Client.AspNetCore.Tests.Properties;

/// <summary>The beginning of a campaign of the fuzzer: the same inputs, and the same promises.</summary>
public class FuzzTargetTests
{
    [Fact]
    public void Run_MutatedInputs_KeepsItsPromises()
    {
        const int Inputs = 1_000;
        using var target = new EndpointTarget();
        var mutator = new Mutator(target.Corpus, target.Tokens, seed: 1);
        for (long index = 0; index < Inputs; index++)
        {
            byte[] input = mutator.Make(index);

            Exception? failure = Record.Exception(() => target.Run(input));

            Assert.True(failure is null, $"{target.Name}, seed 1, input {index}, base64 {Convert.ToBase64String(input)}: {failure}");
        }
    }
}
