using System.Net;
using StackOne.Ats.Client.Errors;
using StackOne.Ats.Client.Resilience;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>
/// Ends a call, with a response that is a success or with a typed exception: reads the result, calls the observer, and reports the end. Refit sees
/// only successes.
/// </summary>
internal sealed class CallCompletion(ExceptionFactory exceptions, TimeProvider time)
{
    /// <summary>Returns the response of the last attempt if it is a success; otherwise, throws the exception of the call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="last">The result of its last attempt.</param>
    /// <param name="closing">Canceled when the client is disposed.</param>
    internal HttpResponseMessage Complete(ApiCall call, AttemptResult last, CancellationToken closing)
    {
        if (last.Response is not { } response)
        {
            throw WithoutResponse(call, last.Failure!, closing);
        }

        call.Status = (int)response.StatusCode;
        ReadBody body = Read(call, last, out string? fault);
        Exception? thrown = Notify(call, response, body);
        if (response.IsSuccessStatusCode && fault is null && thrown is null)
        {
            call.Reporter.Succeeded(call.Facts, Elapsed(call), body.UnexpectedValues, call.Activity);
            // For a 204, Refit would return null instead of the result.
            response.StatusCode = HttpStatusCode.OK;
            return response;
        }

        using (response)
        {
            // The caller does not get the result of a success that fails here, so the outcome is unknown to it.
            throw Fail(call, !response.IsSuccessStatusCode ? exceptions.Status(call.Facts, response, last.Body!, last.RetryAfter, thrown)
                : fault is not null ? exceptions.Unreadable(call.FactsAfter(AttemptOutcome.Failed), response, last.Body, fault, thrown)
                : ExceptionFactory.ObserverFailed(call.FactsAfter(AttemptOutcome.Failed), response, thrown!));
        }
    }

    private Exception WithoutResponse(ApiCall call, AttemptFailure failure, CancellationToken closing)
    {
        bool canceled = call.CancellationToken.IsCancellationRequested;
        bool own = failure.Exception is StackOneException && !failure.IsForeign;
        if (own || !(canceled || closing.IsCancellationRequested))
        {
            return Fail(call, exceptions.NoResponse(call.Facts, failure, call.TotalTimeout));
        }

        // A new exception: a canceled connection may fail as a lost one, with a message that quotes the server, also in an inner exception.
        call.Reporter.Canceled(call.Facts, Elapsed(call), call.Activity);
        return canceled ? new OperationCanceledException(call.CancellationToken) : new ObjectDisposedException(nameof(StackOneAtsClient));
    }

    private StackOneException Fail(ApiCall call, StackOneException failure)
    {
        call.Reporter.Failed(call.Facts, Elapsed(call), failure, call.Activity);
        return failure;
    }

    private TimeSpan Elapsed(ApiCall call) => time.GetElapsedTime(call.Started);

    /// <summary>Reads the result from the body of a success.</summary>
    /// <param name="call">The call.</param>
    /// <param name="last">The result of its last attempt.</param>
    /// <param name="fault">Why it cannot be read, as the continuation of "a response that "; null if it can.</param>
    private static ReadBody Read(ApiCall call, AttemptResult last, out string? fault)
    {
        fault = last.Fault;
        if (fault is not null || !last.Response!.IsSuccessStatusCode || call.Operation.Result is not { } type)
        {
            return ReadBody.Nothing;
        }

        try
        {
            ReadBody read = ResponseReader.Read(last.Body!.Bytes, call.Operation.Models, type, call.Operation.MayBeEmpty);
            last.Body.Result = read.Value;
            return read;
        }
        catch (UnreadableBodyException exception)
        {
            fault = exception.Message;
            return ReadBody.Nothing;
        }
    }

    /// <summary>Calls the observer, and returns what it threw: the response decides which exception carries it.</summary>
    private Exception? Notify(ApiCall call, HttpResponseMessage response, ReadBody body)
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

    private StackOneResponseInfo Describe(ApiCall call, HttpResponseMessage response, ReadBody body) => new()
    {
        Operation = call.Operation.Name,
        AccountId = call.AccountId.Length > 0 ? call.AccountId : null,
        StatusCode = response.StatusCode,
        Headers = ResponseHeaders.All(response),
        RequestId = ResponseHeaders.RequestId(response),
        Attempts = call.Attempts,
        Elapsed = Elapsed(call),
        HeartbeatApplied = call.HeartbeatAsked && ResponseHeaders.HeartbeatApplied(response),
        UnexpectedValues = body.UnexpectedValues,
        AdditionalProperties = (body.Value as Envelope)?.AdditionalProperties ?? StackOneErrorBody.NoProperties,
    };
}
