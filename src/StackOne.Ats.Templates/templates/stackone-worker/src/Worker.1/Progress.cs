namespace Worker._1;

/// <summary>How far the reading of an account got.</summary>
/// <param name="UpdatedAfter">What the pass reads: candidates that were updated after this time; null for all.</param>
/// <param name="StartedAt">When the pass began; null between two passes.</param>
/// <param name="Cursor">The cursor of the next page; null for the first one. It is valid only with the same <paramref name="UpdatedAfter"/>.</param>
internal sealed record Progress(DateTimeOffset? UpdatedAfter = null, DateTimeOffset? StartedAt = null, string? Cursor = null);
