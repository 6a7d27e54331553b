using System.Diagnostics.CodeAnalysis;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.AspNetCore;

/// <summary>Handles the events of a type. Register it as a service; there can be several for a type.</summary>
/// <typeparam name="TEvent">
/// The type of the events: <see cref="AssessmentOrderEvent"/>, <see cref="BackgroundCheckOrderEvent"/>, <see cref="RecordEvent"/>,
/// <see cref="AccountEvent"/>, or <see cref="StackOneEvent"/> for all events.
/// </typeparam>
/// <remarks>
/// Handlers run one after the other, those of the event's own type first, in the order of their registration, in the scope of the request. If one
/// throws, the others run all the same, the exceptions are logged, and StackOne receives a 500, so that it may send the event again. So a handler
/// must
/// expect an event that it has handled before: see <see cref="StackOneEvent.DeduplicationKey"/>.
/// </remarks>
/// <example>
/// <code>
/// services.AddScoped&lt;IStackOneEventHandler&lt;AssessmentOrderEvent&gt;, OrderHandler&gt;();
/// app.MapStackOneWebhooks("/stackone/events");
/// </code>
/// </example>
[SuppressMessage("Naming", "CA1711", Justification = "It handles events of StackOne's. It is no delegate, and nobody takes it for one.")]
public interface IStackOneEventHandler<in TEvent>
    where TEvent : StackOneEvent
{
    /// <summary>Handles an event. StackOne receives its answer after this has finished: store the event, and work on it later.</summary>
    /// <param name="received">The event. Its signature was verified.</param>
    /// <param name="cancellationToken">
    /// Canceled after <see cref="StackOneWebhooksOptions.HandlerTimeout"/>. It is not canceled when the client goes away or the application stops,
    /// because an order that is half stored is lost.
    /// </param>
    Task HandleAsync(TEvent received, CancellationToken cancellationToken);
}
