using System.Text;

namespace StackOne.Ats.Client.Fuzz;

/// <summary>One thing that reads what others wrote. A target serves one thread.</summary>
/// <param name="name">The name on the command line, and of the folder in <c>Corpus</c>.</param>
/// <param name="tokens">What the format is made of: words that flipping bytes would hardly ever hit upon.</param>
internal abstract class FuzzTarget(string name, params string[] tokens) : IDisposable
{
    internal string Name => name;

    internal byte[][] Tokens { get; } = [.. tokens.Select(Encoding.UTF8.GetBytes)];

    /// <summary>Valid inputs, from which mutations start.</summary>
    internal virtual byte[][] Corpus =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Corpus", name)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    /// <summary>Whether an input could end the process, and so has to be written down before it is tried.</summary>
    internal virtual bool CanOverflowTheStack => false;

    /// <summary>Feeds an input, and throws whatever must not be thrown, or a <see cref="FuzzException"/> for a wrong result.</summary>
    internal abstract void Run(byte[] input);

    protected static void Require(bool holds, string promise)
    {
        if (!holds)
        {
            throw new FuzzException(promise);
        }
    }

    public virtual void Dispose()
    {
    }
}
