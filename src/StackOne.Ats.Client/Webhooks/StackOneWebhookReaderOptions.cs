using System.Diagnostics;
using System.Text.Json.Serialization;

namespace StackOne.Ats.Client;

/// <summary>The options of a <see cref="StackOneWebhookReader"/>: the signing secrets, and how old an event may be.</summary>
/// <remarks>
/// The options are copied and validated when the reader is created: later changes have no effect on it. A validation error names the option and
/// never contains its value.
/// </remarks>
public sealed class StackOneWebhookReaderOptions
{
    /// <summary>The signing secrets of the webhook, from StackOne's dashboard. A signature by any of them is accepted.</summary>
    /// <value>The default is empty. At least one is required, each of at least one character, without control characters.</value>
    /// <remarks>
    /// <para>
    /// The key is the text of a secret as it stands, encoded as UTF-8: nothing is trimmed or decoded. The secrets are excluded when the options
    /// are serialized as JSON, and hidden in the debugger.
    /// </para>
    /// <para>
    /// To rotate a secret without a gap, set the new one beside the old one before StackOne signs with it, and remove the old one when the
    /// deliveries that it signed have arrived.
    /// </para>
    /// </remarks>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public IList<string> Secrets { get; set; } = [];

    /// <summary>How old an event may be, by its <c>sent_at</c>: protection against the replay of a recorded request.</summary>
    /// <value>The default is <see langword="null"/>: of any age. Greater than zero.</value>
    /// <remarks>
    /// StackOne does not document how long it retries a delivery, nor whether a retry has a new <c>sent_at</c>. An age that is too short
    /// refuses late deliveries, and an order that is refused cannot be read again: prefer <see cref="Models.StackOneEvent.DeduplicationKey"/>,
    /// which makes a replay harmless. An event without a readable <c>sent_at</c> is refused if this is set.
    /// </remarks>
    public TimeSpan? MaxAge { get; set; }

    /// <summary>The clock that <see cref="MaxAge"/> is measured with.</summary>
    /// <value>The default is <see cref="TimeProvider.System"/>. Must not be <see langword="null"/>.</value>
    [JsonIgnore]
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
