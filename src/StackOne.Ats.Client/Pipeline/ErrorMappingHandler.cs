using StackOne.Ats.Client.Diagnostics;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>
/// The outermost handler: begins the call, shows its final response to the observer, and turns every failure into a typed exception, so
/// that Refit above it sees successes only.
/// </summary>
internal sealed class ErrorMappingHandler(CallErrors errors, PipelineServices services) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ApiCall call = ApiCall.Of(request);
        call.Started = services.Time.GetTimestamp();
        Log.Started(services.Logger, call.Operation.Name, call.AccountId);

        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (cancellationToken.IsCancellationRequested && exception is not StackOneException)
        {
            // A connection that is cut by the cancellation may fail as one that is lost; what that says may quote the server.
            Log.Canceled(services.Logger, call.Operation.Name, call.Attempts);
            throw exception as OperationCanceledException ?? new OperationCanceledException(cancellationToken);
        }
        catch (Exception exception)
        {
            StackOneException failure = errors.Transport(call, exception);
            errors.LogFailure(failure);
            throw failure;
        }

        try
        {
            TimeSpan elapsed = services.Time.GetElapsedTime(call.Started);
            Show(call, response, elapsed);
            if (response.IsSuccessStatusCode)
            {
                // Refit would make null of it.
                if (call.Operation.HasResult && ((PooledBody)response.Content).Length == 0)
                {
                    throw errors.Unreadable(call, response, "is empty");
                }

                Log.Succeeded(services.Logger, call.Operation.Name, (int)response.StatusCode, call.Attempts, elapsed.TotalMilliseconds);
                return response;
            }

            StackOneApiException failure = errors.Api(call, response);
            errors.LogFailure(failure);
            throw failure;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static void Show(ApiCall call, HttpResponseMessage response, TimeSpan elapsed)
    {
        try
        {
            call.Observer?.Invoke(Describe(call, response, elapsed));
        }
        catch (Exception exception)
        {
            throw CallErrors.Observer(call, response, exception);
        }
    }

    private static StackOneResponseInfo Describe(ApiCall call, HttpResponseMessage response, TimeSpan elapsed) => new()
    {
        Operation = call.Operation.Name,
        StatusCode = response.StatusCode,
        Headers = ResponseHeaders.All(response),
        RequestId = call.RequestId,
        Attempts = call.Attempts,
        Elapsed = elapsed,
        HeartbeatApplied = call.HeartbeatAsked && ResponseHeaders.HeartbeatApplied(response),
    };
}
