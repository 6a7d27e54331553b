using StackOne.Ats.Client.Pipeline;

namespace StackOne.Ats.Generator.Tests.Sample;

/// <summary>The hand-written half of the sample's client.</summary>
public partial class StackOneAtsClient
{
    internal StackOneAtsClient(CallScope scope) => Scope = scope;

    private CallScope Scope { get; }
}
