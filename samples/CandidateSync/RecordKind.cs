using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using StackOne.Ats.Client;
using StackOne.Ats.Client.Models;

namespace CandidateSync;

/// <summary>A record to store.</summary>
internal sealed record Record(string Id, DateTimeOffset? UpdatedAt, string Json);

/// <summary>A page of records, and the cursor of the next one.</summary>
internal sealed record RecordPage(IReadOnlyList<Record> Records, string? NextCursor);

/// <summary>A kind of records that is copied. One more is a line here.</summary>
/// <param name="Name">The name, also that of its events, as in <c>ats_candidates.updated</c>.</param>
/// <param name="ReadAsync">Reads the pages of an account: what was changed after a time, from a cursor on.</param>
internal sealed record RecordKind(
    string Name,
    Func<StackOneAtsClient, DateTimeOffset?, string?, CancellationToken, IAsyncEnumerable<RecordPage>> ReadAsync)
{
    // The most that StackOne allows: fewer requests for the same records.
    private const int PageSize = 100;

    internal static RecordKind Jobs { get; } = Of(
        "jobs",
        (client, since, token) => client.Jobs.ListAsync(new() { UpdatedAfter = since, PageSize = PageSize }, token),
        job => (job.Id, job.UpdatedAt),
        RecordJsonContext.Default.Job);

    internal static RecordKind Candidates { get; } = Of(
        "candidates",
        (client, since, token) => client.Candidates.ListAsync(new() { UpdatedAfter = since, PageSize = PageSize }, token),
        candidate => (candidate.Id, candidate.UpdatedAt),
        RecordJsonContext.Default.Candidate);

    internal static RecordKind Applications { get; } = Of(
        "applications",
        (client, since, token) => client.Applications.ListAsync(new() { UpdatedAfter = since, PageSize = PageSize }, token),
        application => (application.Id, application.UpdatedAt),
        RecordJsonContext.Default.Application);

    /// <summary>All kinds, those that others refer to first.</summary>
    internal static IReadOnlyList<RecordKind> All { get; } = [Jobs, Candidates, Applications];

    private static RecordKind Of<T>(
        string name,
        Func<StackOneAtsClient, DateTimeOffset?, CancellationToken, StackOnePageable<T>> list,
        Func<T, (string? Id, DateTimeOffset? UpdatedAt)> key,
        JsonTypeInfo<T> type)
        where T : notnull
    {
        return new RecordKind(name, ReadAsync);

        async IAsyncEnumerable<RecordPage> ReadAsync(
            StackOneAtsClient client, DateTimeOffset? since, string? cursor, [EnumeratorCancellation] CancellationToken token)
        {
            await foreach (StackOnePage<T> page in list(client, since, token).AsPages(cursor: cursor).WithCancellation(token))
            {
                if (page.UnexpectedValues.Any(path => path is "$.data" or "$.next"))
                {
                    // It would end the round, and what is missing would be deleted.
                    throw new OddDataException($"A page of the {name} could not be read as a page.");
                }

                yield return new RecordPage([.. page.Items.Select(ToRecord)], page.NextCursor);
            }
        }

        Record ToRecord(T item)
        {
            (string? id, DateTimeOffset? updatedAt) = key(item);
            return id is null
                ? throw new OddDataException($"One of the {name} has no id.")
                : new Record(id, updatedAt, JsonSerializer.Serialize(item, type));
        }
    }
}

/// <summary>Thrown for data that cannot be stored. The message says why, without the data.</summary>
internal sealed class OddDataException(string message) : Exception(message);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Application))]
[JsonSerializable(typeof(Candidate))]
[JsonSerializable(typeof(Job))]
internal sealed partial class RecordJsonContext : JsonSerializerContext;
