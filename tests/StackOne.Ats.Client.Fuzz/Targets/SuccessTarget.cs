using System.Net;
using StackOne.Ats.Client.Fuzz.Oracles;

namespace StackOne.Ats.Client.Fuzz.Targets;

/// <summary>The body of a success: the result that it holds, the error that it holds, or "cannot be read".</summary>
internal sealed class SuccessTarget() : ClientTarget("success")
{
    internal override void Run(byte[] input)
    {
        var (result, failure) = Order(HttpStatusCode.OK, input);
        AnswerOracle.Check(input, MaxResponseBytes, MaxErrorBytes, result, failure);
    }
}
