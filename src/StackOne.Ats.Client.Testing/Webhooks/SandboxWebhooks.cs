using System.Collections.Concurrent;
using StackOne.Ats.Client.Testing.Resources;
using StackOne.Ats.Client.Testing.Webhooks;

namespace StackOne.Ats.Client.Testing;

/// <summary>The webhooks of a <see cref="StackOneSandbox"/>: what changes in its accounts is sent to them as signed events. Thread-safe.</summary>
/// <remarks>
/// <para>
/// An event is sent for each candidate, application, interview, job, job posting, list, user and order that a request, or a recruiter in the ATS,
/// creates, changes or deletes, and for each linked account. The event of an order has its data, as <c>event_data</c>.
/// </para>
/// <para>
/// The events of an account arrive in the order of its changes, one after the other, unless <see cref="SandboxWebhook.Faults"/> says otherwise. An
/// event that is answered with a 5xx, or not within 30 seconds, or whose connection fails, is sent again after 1, 2, 4, 8, 16, 32 and 60 seconds,
/// with another <c>sent_at</c>. StackOne does not document when it sends an event again: these times are invented. Any other status ends the
/// delivery.
/// </para>
/// </remarks>
public sealed class SandboxWebhooks
{
    private readonly TimeProvider _time;
    private readonly CancellationToken _stopping;
    private readonly ConcurrentQueue<SandboxDelivery> _deliveries = new();
    private readonly object _lock = new();
    private readonly List<DeliveryQueue> _queues = [];
    private readonly List<TaskCompletionSource> _waiters = [];
    private DateTimeOffset _lastEvent;

    internal SandboxWebhooks(TimeProvider time, CancellationToken stopping) => (_time, _stopping) = (time, stopping);

    /// <summary>The attempts to deliver an event, oldest first.</summary>
    public IReadOnlyList<SandboxDelivery> Deliveries => [.. _deliveries];

    /// <summary>Sends events to an address from now on.</summary>
    /// <param name="url">The address: absolute, http or https.</param>
    /// <param name="secret">The signing secret, at least one character.</param>
    /// <returns>The webhook, to rotate its secret or to let its deliveries misbehave.</returns>
    /// <exception cref="ArgumentException">The address is not absolute, or the secret is empty or has control characters.</exception>
    /// <example><code>sandbox.Webhooks.Add(new Uri("http://localhost:5080/stackone/events"), "whsec-example");</code></example>
    public SandboxWebhook Add(Uri url, string secret)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https"))
        {
            throw new ArgumentException("The address must be absolute, and http or https.", nameof(url));
        }

        // Throws for a secret that cannot sign.
        StackOneWebhookReader.ComputeSignature(default, secret);
        var webhook = new SandboxWebhook(url, secret);
        var queue = new DeliveryQueue(webhook, _time, Record, Finished, _stopping);
        lock (_lock)
        {
            _queues.Add(queue);
        }

        return webhook;
    }

    /// <summary>Sends no more events to an address. Those that were not delivered are dropped.</summary>
    /// <returns>Whether the webhook was there.</returns>
    public bool Remove(SandboxWebhook webhook)
    {
        lock (_lock)
        {
            DeliveryQueue? queue = _queues.Find(queue => queue.Webhook == webhook);
            queue?.Stop();
            bool isRemoved = queue is not null && _queues.Remove(queue);
            CompleteWaiters();
            return isRemoved;
        }
    }

    /// <summary>Waits until all events are delivered, or given up after the last attempt.</summary>
    /// <param name="timeout">How long to wait, by the system's clock.</param>
    /// <exception cref="TimeoutException">There are still events to deliver.</exception>
    public Task WaitUntilDeliveredAsync(TimeSpan timeout)
    {
        lock (_lock)
        {
            var idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add(idle);
            CompleteWaiters();
            return idle.Task.WaitAsync(timeout);
        }
    }

    internal void Send(string accountId, IReadOnlyList<RecordChange> changes, SandboxDeliveryFaults? faults)
    {
        foreach (RecordChange change in changes)
        {
            Send(EventBody.Of(accountId, change), faults);
        }
    }

    internal void Send(EventBody body, SandboxDeliveryFaults? faults = null)
    {
        lock (_lock)
        {
            // No two events have the same date, which has milliseconds: two changes of a record would be taken for one.
            DateTimeOffset now = _time.GetUtcNow();
            DateTimeOffset next = _lastEvent.AddMilliseconds(1);
            _lastEvent = now > next ? now : next;
            body = body.At(_lastEvent);
            foreach (DeliveryQueue queue in _queues)
            {
                queue.Add(body, faults ?? queue.Webhook.Faults);
            }
        }
    }

    internal void Clear()
    {
        lock (_lock)
        {
            _queues.ForEach(queue => queue.Stop());
            _queues.Clear();
            _deliveries.Clear();
            CompleteWaiters();
        }
    }

    /// <summary>Records an attempt, unless its webhook was removed: after a reset, nothing of before may appear.</summary>
    private bool Record(DeliveryQueue queue, SandboxDelivery delivery)
    {
        lock (_lock)
        {
            if (!_queues.Contains(queue))
            {
                return false;
            }

            _deliveries.Enqueue(delivery);
            return true;
        }
    }

    private void Finished()
    {
        lock (_lock)
        {
            CompleteWaiters();
        }
    }

    private void CompleteWaiters()
    {
        if (_queues.All(queue => queue.IsIdle))
        {
            _waiters.ForEach(waiter => waiter.TrySetResult());
            _waiters.Clear();
        }
    }
}
