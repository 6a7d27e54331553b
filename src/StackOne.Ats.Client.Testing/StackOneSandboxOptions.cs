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

    /// <summary>The clock for timestamps, the rate limit and scripted delays.</summary>
    /// <value>The default is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(ApiKey, nameof(ApiKey));
        if (!ApiKey.All(character => character is > ' ' and <= '~' and not ':'))
        {
            throw new ArgumentException("The key must be visible ASCII without a space or a colon: the client rejects any other.", nameof(ApiKey));
        }

        ArgumentNullException.ThrowIfNull(TimeProvider);
        if (RequestsPerMinute is { } requests)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(requests, 1, nameof(RequestsPerMinute));
        }
    }
}
