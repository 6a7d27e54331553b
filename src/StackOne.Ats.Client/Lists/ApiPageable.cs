using System.Runtime.CompilerServices;
using StackOne.Ats.Client.Errors;
using StackOne.Ats.Client.Pipeline;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Lists;

/// <summary>The pages of a list of the API: each is one call, made when the caller asks for the page.</summary>
internal sealed class ApiPageable<T> : StackOnePageable<T>
    where T : class
{
    private readonly CallScope _scope;
    private readonly Operation _operation;
    private readonly QueryString _query;
    private readonly Func<ApiCall, QueryString, Task<PageBody<T>>> _fetch;
    private readonly CancellationToken _cancellationToken;

    /// <exception cref="InvalidOperationException">No account is set.</exception>
    internal ApiPageable(
        CallScope scope,
        Operation operation,
        QueryString query,
        Func<ApiCall, QueryString, Task<PageBody<T>>> fetch,
        CancellationToken cancellationToken)
    {
        scope.ThrowIfUnusable(operation);
        _scope = scope;
        _operation = operation;
        _query = query;
        _fetch = fetch;
        _cancellationToken = cancellationToken;
    }

    /// <inheritdoc />
    public override IAsyncEnumerable<StackOnePage<T>> AsPages(string? cursor = null)
    {
        if (cursor is { Length: 0 })
        {
            throw new ArgumentException("A cursor cannot be empty. Null reads from the beginning.", nameof(cursor));
        }

        return ReadAsync(_query.With("next", cursor), cursor);
    }

    private async IAsyncEnumerable<StackOnePage<T>> ReadAsync(
        QueryString query,
        string? cursor,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        CancellationToken only = cancellationToken.CanBeCanceled ? cancellationToken : _cancellationToken;
        using CancellationTokenSource? either = only == _cancellationToken || !_cancellationToken.CanBeCanceled
            ? null
            : CancellationTokenSource.CreateLinkedTokenSource(_cancellationToken, cancellationToken);
        // A cycle of cursors is found as in Brent's algorithm: each cursor is compared with one that is kept for twice as many pages each time.
        string? kept = cursor;
        int pages = 0;
        int span = 1;
        while (true)
        {
            ApiCall call = _scope.StartCall(_operation, either?.Token ?? only);
            PageBody<T> body = await FetchAsync(call, query, cancellationToken).ConfigureAwait(false);
            string? next = string.IsNullOrEmpty(body.Next) ? null : body.Next;
            yield return new StackOnePage<T>(body.Data ?? [])
            {
                NextCursor = next,
                Raw = body.Raw,
                UnexpectedValues = body.UnexpectedValues,
                AdditionalProperties = body.AdditionalProperties ?? StackOneErrorBody.NoProperties,
            };
            if (body.HasUnreadableNext)
            {
                throw ExceptionFactory.UnreadableCursor(call.Facts);
            }

            if (next is null)
            {
                yield break;
            }

            if (next == cursor || next == kept)
            {
                throw ExceptionFactory.RepeatedCursor(call.Facts);
            }

            if (++pages == span)
            {
                (kept, pages, span) = (next, 0, span * 2);
            }

            cursor = next;
            query = _query.With("next", cursor);
        }
    }

    private async Task<PageBody<T>> FetchAsync(ApiCall call, QueryString query, CancellationToken cancellationToken)
    {
        try
        {
            return await _fetch(call, query).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (call.CancellationToken.IsCancellationRequested)
        {
            // The caller knows its own tokens, not one that is linked to both.
            throw new OperationCanceledException(_cancellationToken.IsCancellationRequested ? _cancellationToken : cancellationToken);
        }
    }
}
