using System.Net;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>
/// Ends a call: reads the result, passes the final response to the observer, and turns every failure into a typed exception, so that Refit sees
/// only successes.
/// </summary>
internal sealed class ErrorMapping(CallErrors errors)
{
    /// <summary>Returns the response if it is a success; otherwise, throws its exception.</summary>
    /// <param name="call">The call.</param>
    /// <param name="response">Its response.</param>
    /// <param name="retryAfter">The wait that the response asked for when it arrived, if it did.</param>
    internal HttpResponseMessage Check(ApiCall call, HttpResponseMessage response, TimeSpan? retryAfter)
    {
        try
        {
            call.Status = (int)response.StatusCode;
            ReadBody body = Read(call, response, out string? fault);
            Exception? thrown = Notify(call, response, body);
            if (!response.IsSuccessStatusCode)
            {
                throw call.Fail(errors.Api(call, response, retryAfter, thrown));
            }

            if (fault is not null)
            {
                throw call.Fail(errors.Unreadable(call, response, fault, thrown));
            }

            if (thrown is not null)
            {
                throw call.Fail(CallErrors.Observer(call, response, thrown));
            }

            call.Succeed(body.UnexpectedValues);
            // For a 204, Refit would return null instead of the result.
            response.StatusCode = HttpStatusCode.OK;
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>Returns the exception of a call without a response.</summary>
    /// <param name="call">The call.</param>
    /// <param name="failure">Why there is none.</param>
    /// <param name="disposed">Whether the client was disposed.</param>
    internal Exception Map(ApiCall call, Exception failure, bool disposed)
    {
        if (failure is StackOneException || !(disposed || call.CancellationToken.IsCancellationRequested))
        {
            return call.Fail(errors.Transport(call, failure));
        }

        // A new exception: a canceled connection may fail as a lost one, with a message that quotes the server, also in an inner exception.
        call.Cancel();
        return call.CancellationToken.IsCancellationRequested
            ? new OperationCanceledException(call.CancellationToken)
            : new ObjectDisposedException(nameof(StackOneAtsClient));
    }

    /// <summary>Reads the result from the body of a success.</summary>
    /// <param name="call">The call.</param>
    /// <param name="response">Its response.</param>
    /// <param name="fault">Why it cannot be read, as the continuation of "a response that "; null if it can.</param>
    private static ReadBody Read(ApiCall call, HttpResponseMessage response, out string? fault)
    {
        fault = null;
        if (!response.IsSuccessStatusCode || call.Operation.Result is not { } type)
        {
            return ReadBody.Nothing;
        }

        var body = (PooledBody)response.Content;
        try
        {
            ReadBody read = ResponseReader.Read(body.Bytes, type, call.Operation.MayBeEmpty);
            body.Result = read.Value;
            return read;
        }
        catch (UnreadableBodyException exception)
        {
            fault = exception.Message;
            return ReadBody.Nothing;
        }
    }

    /// <summary>Calls the observer, and returns what it threw: the response decides which exception carries it.</summary>
    private static Exception? Notify(ApiCall call, HttpResponseMessage response, ReadBody body)
    {
        try
        {
            call.Observer?.Invoke(Describe(call, response, body));
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    private static StackOneResponseInfo Describe(ApiCall call, HttpResponseMessage response, ReadBody body) => new()
    {
        Operation = call.Operation.Name,
        AccountId = call.AccountId.Length > 0 ? call.AccountId : null,
        StatusCode = response.StatusCode,
        Headers = ResponseHeaders.All(response),
        RequestId = call.RequestId,
        Attempts = call.Attempts,
        Elapsed = call.Reporter.Elapsed(call),
        HeartbeatApplied = call.HeartbeatAsked && ResponseHeaders.HeartbeatApplied(response),
        UnexpectedValues = body.UnexpectedValues,
        AdditionalProperties = (body.Value as Envelope)?.AdditionalProperties ?? StackOneErrorBody.NoProperties,
    };
}
