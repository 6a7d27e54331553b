namespace StackOne.Ats.Client.Fuzz;

/// <summary>A promise is broken.</summary>
internal sealed class FuzzException(string message, Exception? inner = null) : Exception(message, inner);
