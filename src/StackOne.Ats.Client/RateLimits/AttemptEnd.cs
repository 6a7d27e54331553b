namespace StackOne.Ats.Client.RateLimits;

/// <summary>The result of an attempt, as far as rate limits are concerned.</summary>
internal enum AttemptEnd
{
    /// <summary>The attempt was not sent after all.</summary>
    Unsent,

    /// <summary>No response arrived.</summary>
    Unanswered,

    /// <summary>The response was a 429.</summary>
    Refused,

    /// <summary>The response was any other status: the server accepted the attempt.</summary>
    Taken,
}
