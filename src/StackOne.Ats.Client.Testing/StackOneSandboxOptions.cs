using System.Net;
using Microsoft.AspNetCore.Http;

namespace StackOne.Ats.Client.Testing;

/// <summary>Settings of a <see cref="StackOneSandbox"/>.</summary>
public sealed class StackOneSandboxOptions
{
    /// <summary>The API key to accept: visible ASCII without a space or a colon.</summary>
    /// <value>The default is <c>sandbox-key</c>.</value>
    public string ApiKey { get; set; } = "sandbox-key";

    /// <summary>The number of requests that are answered in a minute; null for no limit.</summary>
    /// <value>The default is 1000, StackOne's limit for an API key.</value>
    /// <remarks>
    /// The minute begins with the first request. Further requests get a 429 with a <c>Retry-After</c> that ends with the minute, and do not use up
    /// the script. All accounts share the limit. Requests without a valid key and path do not count.
    /// </remarks>
    public int? RequestsPerMinute { get; set; } = 1000;

    /// <summary>Whether lists come in irregular pages: a first page that is not full, then an empty page, then full pages.</summary>
    /// <value>The default is true, because StackOne's pages may be short or empty and still have a <c>next</c>.</value>
    /// <remarks>Lists that fit into half a page come as one page.</remarks>
    public bool IrregularPages { get; set; } = true;

    /// <summary>Whether orders may name packages, applications, candidates and jobs that their account does not have.</summary>
    /// <value>The default is false: such an order is rejected with a 400, as any other request that refers to a record that does not exist.</value>
    public bool AcceptUnknownIds { get; set; }

    /// <summary>The port to listen on.</summary>
    /// <value>The default is 0: a free port, so that sandboxes that start in parallel never conflict. At most 65535.</value>
    public int Port { get; set; }

    /// <summary>The address to listen on.</summary>
    /// <value>The default is <see cref="IPAddress.Loopback"/>. Use <see cref="IPAddress.Any"/> to let other containers and machines in.</value>
    /// <remarks>
    /// Anyone who reaches the address can use the sandbox with its key. The client itself uses plain HTTP with a loopback address only: a container
    /// that runs the client shares the sandbox's network, or puts TLS in front of it.
    /// </remarks>
    public IPAddress Address { get; set; } = IPAddress.Loopback;

    /// <summary>The clock for timestamps, the rate limit, scripted delays and deliveries.</summary>
    /// <value>The default is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>The minute of <see cref="RequestsPerMinute"/>, shorter in tests that cannot wait so long.</summary>
    internal TimeSpan LimitWindow { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Answers what is not for the API, such as a page for people, and returns whether it did.</summary>
    internal Func<HttpContext, Task<bool>>? Page { get; set; }

    internal StackOneSandboxOptions Copy() => (StackOneSandboxOptions)MemberwiseClone();

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(ApiKey, nameof(ApiKey));
        if (!ApiKey.All(character => character is > ' ' and <= '~' and not ':'))
        {
            throw new ArgumentException("The key must be visible ASCII without a space or a colon: the client rejects any other.", nameof(ApiKey));
        }

        ArgumentNullException.ThrowIfNull(TimeProvider);
        ArgumentNullException.ThrowIfNull(Address);
        ArgumentOutOfRangeException.ThrowIfLessThan(Port, 0, nameof(Port));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Port, IPEndPoint.MaxPort, nameof(Port));
        if (RequestsPerMinute is { } requests)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(requests, 1, nameof(RequestsPerMinute));
        }
    }
}
