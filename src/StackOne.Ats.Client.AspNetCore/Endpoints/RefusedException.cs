namespace StackOne.Ats.Client.AspNetCore.Endpoints;

/// <summary>The exception thrown when a request is answered with an error status without reaching a handler. It never leaves the endpoint.</summary>
/// <param name="status">The status of the answer.</param>
/// <param name="reason">Why, in one word, for the log and the counter.</param>
internal sealed class RefusedException(int status, string reason) : Exception
{
    internal int Status => status;

    internal string Reason => reason;
}
