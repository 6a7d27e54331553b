using System.Diagnostics;
using System.Text.Json.Serialization;

namespace StackOne.Ats.Client.AspNetCore;

/// <summary>The options of the endpoints that StackOne calls: secrets, keys and limits.</summary>
/// <remarks>
/// An endpoint validates them when it is mapped, and follows changes: a new secret takes effect without a restart. If a change is invalid, an error
/// is
/// logged and the options before the change stay in use. A validation error names the option and never contains its value.
/// </remarks>
public sealed class StackOneWebhooksOptions
{
    private const int Mebibyte = 1024 * 1024;

    /// <summary>The signing secrets of the webhook, from StackOne's dashboard. A signature by any of them is accepted.</summary>
    /// <value>The default is empty. An endpoint for webhooks requires at least one.</value>
    /// <remarks>
    /// The key is the text of a secret as it stands. To rotate a secret without a gap, add the new one before StackOne signs with it, and remove the
    /// old
    /// one when the deliveries that it signed have arrived.
    /// </remarks>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public IList<string> Secrets { get; set; } = [];

    /// <summary>The signing secrets of the requests for packages. A signature by any of them is accepted.</summary>
    /// <value>The default is empty: signatures of these requests are not verified.</value>
    /// <remarks>
    /// StackOne does not document which secret signs these requests. Set it to what your project uses. An endpoint for packages requires this or
    /// <see cref="PackageKeys"/>. If both are set, a request must pass both.
    /// </remarks>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public IList<string> PackageSecrets { get; set; } = [];

    /// <summary>
    /// The keys that StackOne sends with requests for packages, in the header <c>Authorization: Basic</c>. Any of them is accepted.
    /// </summary>
    /// <value>The default is empty: the header is not checked.</value>
    /// <remarks>A key is accepted with or without a colon after it, because StackOne does not document whether it sends one.</remarks>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public IList<string> PackageKeys { get; set; } = [];

    /// <summary>How old an event may be, by its <c>sent_at</c>. Older ones are answered with 400.</summary>
    /// <value>The default is <see langword="null"/>: of any age. Greater than zero.</value>
    /// <remarks>See <see cref="StackOneWebhookReaderOptions.MaxAge"/> for why a short age loses orders.</remarks>
    public TimeSpan? MaxAge { get; set; }

    /// <summary>The maximum size of a request's body in bytes. A larger one is answered with 413.</summary>
    /// <value>The default is 1,048,576 (1 MiB). From 1 to 1,073,741,824 (1 GiB).</value>
    public int MaxRequestBytes { get; set; } = Mebibyte;

    /// <summary>How long the body of a request may take to arrive. A slower one is answered with 408.</summary>
    /// <value>The default is 10 seconds. Greater than zero, and at most a day.</value>
    public TimeSpan ReceiveTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long each handler of an event may take, and the handler of packages. After that, its cancellation token is canceled; if it throws then,
    /// the request is answered with 500.
    /// </summary>
    /// <value>The default is 30 seconds. Greater than zero, and at most a day.</value>
    /// <remarks>A handler that ignores its token holds the request until it returns: its services must not be disposed while it uses them.</remarks>
    public TimeSpan HandlerTimeout { get; set; } = TimeSpan.FromSeconds(30);

    internal bool IsAnonymousAllowedForPackages { get; private set; }

    /// <summary>What configuration has for these options and cannot be converted.</summary>
    internal IReadOnlyList<string> ConfigurationErrors { get; set; } = [];

    /// <summary>
    /// Answers requests for packages without a signature or key: anyone who knows the address can read the list. By default, an endpoint for packages
    /// requires <see cref="PackageSecrets"/> or <see cref="PackageKeys"/>. It can be called in code only, not set by configuration.
    /// </summary>
    public void AllowAnonymousPackages() => IsAnonymousAllowedForPackages = true;
}
