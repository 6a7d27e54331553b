using StackOne.Ats.Client.Diagnostics;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>What all views of a client share.</summary>
internal sealed record ApiConnection(HttpClient Http, CallReporter Reporter);
