using System.Net.Http.Headers;
using System.Text;
using System.Threading.Channels;

namespace StackOne.Ats.Client.Testing.Webhooks;

/// <summary>Delivers the events of a webhook: the first attempts one after the other, further attempts beside them.</summary>
internal sealed class DeliveryQueue
{
    // By the sandbox's clock, as the delays below.
    private static readonly TimeSpan Lateness = TimeSpan.FromSeconds(5);

    // By the system's clock, because they wait for what happens outside.
    private static readonly TimeSpan WaitForAnother = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(30);

    /// <summary>The seconds before each further attempt. StackOne does not document its own.</summary>
    private static readonly int[] Delays = [1, 2, 4, 8, 16, 32, 60];

    /// <summary>As StackOne, it follows no redirect: a signed body must not go elsewhere.</summary>
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private readonly Channel<(EventBody Body, SandboxDeliveryFaults Faults)> _events = Channel.CreateUnbounded<(EventBody, SandboxDeliveryFaults)>();
    private readonly CancellationTokenSource _stop;
    private readonly TimeProvider _time;
    private readonly Func<DeliveryQueue, SandboxDelivery, bool> _record;
    private readonly Action _finished;
    private int _pending;

    /// <param name="webhook">The webhook.</param>
    /// <param name="time">The sandbox's clock.</param>
    /// <param name="record">Records an attempt before it is sent. Returns false if the webhook was removed in the meantime.</param>
    /// <param name="finished">Called when an event is delivered or given up.</param>
    /// <param name="stopping">Canceled when the sandbox stops.</param>
    internal DeliveryQueue(
        SandboxWebhook webhook, TimeProvider time, Func<DeliveryQueue, SandboxDelivery, bool> record, Action finished, CancellationToken stopping)
    {
        (Webhook, _time, _record, _finished) = (webhook, time, record, finished);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _ = RunAsync(_stop.Token);
    }

    internal SandboxWebhook Webhook { get; }

    /// <summary>Whether each event is delivered or given up.</summary>
    internal bool IsIdle => Volatile.Read(ref _pending) == 0;

    internal void Add(EventBody body, SandboxDeliveryFaults faults)
    {
        Interlocked.Increment(ref _pending);
        _events.Writer.TryWrite((body, faults));
    }

    internal void Stop() => _stop.Cancel();

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        // Away from the caller, who holds a lock.
        await Task.Yield();
        try
        {
            while (true)
            {
                (EventBody body, SandboxDeliveryFaults faults) = await _events.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                if (faults.HasFlag(SandboxDeliveryFaults.OutOfOrder) && await AnotherAsync(cancellationToken).ConfigureAwait(false) is { } later)
                {
                    await DeliverAsync(later.Body, later.Faults, cancellationToken).ConfigureAwait(false);
                }

                await DeliverAsync(body, faults, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The queue was stopped.
        }
    }

    /// <summary>The next event; null if there is none soon.</summary>
    private async Task<(EventBody Body, SandboxDeliveryFaults Faults)?> AnotherAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(WaitForAnother);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await _events.Reader.ReadAsync(ending.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Delivers an event, but leaves what takes longer, such as further attempts, to a task of its own.</summary>
    private async Task DeliverAsync(EventBody body, SandboxDeliveryFaults faults, CancellationToken cancellationToken)
    {
        if (faults.HasFlag(SandboxDeliveryFaults.Late))
        {
            _ = FinishAsync(body, faults, attempt: 1, Lateness, cancellationToken);
            return;
        }

        bool isOver = await AttemptAsync(body, faults, attempt: 1, cancellationToken).ConfigureAwait(false);
        if (isOver)
        {
            Finish();
        }
        else
        {
            _ = FinishAsync(body, faults, attempt: 2, TimeSpan.FromSeconds(Delays[0]), cancellationToken);
        }
    }

    private async Task FinishAsync(EventBody body, SandboxDeliveryFaults faults, int attempt, TimeSpan delay, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(delay, _time, cancellationToken).ConfigureAwait(false);
                if (await AttemptAsync(body, faults, attempt, cancellationToken).ConfigureAwait(false) || attempt > Delays.Length)
                {
                    return;
                }

                delay = TimeSpan.FromSeconds(Delays[attempt - 1]);
                attempt++;
            }
        }
        catch (OperationCanceledException)
        {
            // The queue was stopped.
        }
        finally
        {
            Finish();
        }
    }

    private void Finish()
    {
        Interlocked.Decrement(ref _pending);
        _finished();
    }

    /// <summary>Sends an event, twice if it has to be. Returns whether the delivery is over.</summary>
    private async Task<bool> AttemptAsync(EventBody body, SandboxDeliveryFaults faults, int attempt, CancellationToken cancellationToken)
    {
        bool isOver = await SendAsync(body, faults, attempt, cancellationToken).ConfigureAwait(false);
        return faults.HasFlag(SandboxDeliveryFaults.Twice) && attempt == 1
            ? await SendAsync(body, faults, attempt, cancellationToken).ConfigureAwait(false)
            : isOver;
    }

    private async Task<bool> SendAsync(EventBody body, SandboxDeliveryFaults faults, int attempt, CancellationToken cancellationToken)
    {
        DateTimeOffset now = _time.GetUtcNow();
        byte[] bytes = body.Write(now);
        string signature = Webhook.Sign(bytes, faults);
        var delivery = new SandboxDelivery(Webhook.Url, body.Name, Encoding.UTF8.GetString(bytes), signature, attempt, now);
        if (!_record(this, delivery))
        {
            throw new OperationCanceledException("The webhook was removed.");
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, Webhook.Url) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(StackOneWebhookReader.SignatureHeader, signature);
        using var timeout = new CancellationTokenSource(AnswerTimeout);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using HttpResponseMessage response = await Http
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ending.Token)
                .ConfigureAwait(false);
            delivery.Status = (int)response.StatusCode;
            return delivery.Status < 500;
        }
        catch (Exception exception)
            when (exception is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            delivery.IsAnswered = true;
        }
    }
}
