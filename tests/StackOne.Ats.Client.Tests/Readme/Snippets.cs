using StackOne.Ats.Client.Testing;

namespace StackOne.Ats.Client.Tests.Readme;

/// <summary>
/// The C# of the README and of the guides in docs, a region each, run against the sandbox. <see cref="ReadmeTests"/> compares the two; a line that
/// only the test needs ends with <c>// not in the README</c>.
/// </summary>
public abstract class Snippets : IAsyncDisposable
{
    protected StackOneSandbox Sandbox { get; } = StackOneSandbox.Start(new() { AcceptUnknownIds = true });

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Sandbox.DisposeAsync();
    }

    protected StackOneAtsClient Connect() => new(new()
    {
        ApiKey = Sandbox.ApiKey,
        AccountId = "account-1",
        BaseAddress = Sandbox.BaseAddress,
    });
}
