namespace StackOne.Ats.Client.Testing;

/// <summary>A request that gets an error response.</summary>
/// <param name="status">The status.</param>
/// <param name="message">The explanation in the body. Names members but never their values, which may be personal data.</param>
internal sealed class RejectedException(int status, string message) : Exception(message)
{
    internal int Status => status;
}
