using System.Runtime.CompilerServices;
using StackOne.Ats.Client.Pipeline;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Lists;

/// <summary>The pages of a list of the API: each is one call, made when the caller asks for the page.</summary>
internal sealed class ApiPageable<T> : StackOnePageable<T>
    where T : class
{
    private const string NextPath = $"$.{PageBody<T>.NextName}";

    private readonly CallScope _scope;
    private readonly Operation _operation;
    private readonly QueryString _query;
    private readonly Func<ApiCall, QueryString, Task<PageBody<T>>> _fetch;
    private readonly CancellationToken _cancellationToken;
    private readonly Func<string?, Paging<T>> _begin;

    /// <param name="scope">The settings of the calls.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="query">Its parameters, without the place of a page.</param>
    /// <param name="fetch">Makes the call of a page.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <param name="begin">Begins after a cursor; null if the API has cursors.</param>
    /// <exception cref="InvalidOperationException">No account is set.</exception>
    internal ApiPageable(
        CallScope scope,
        Operation operation,
        QueryString query,
        Func<ApiCall, QueryString, Task<PageBody<T>>> fetch,
        CancellationToken cancellationToken,
        Func<string?, Paging<T>>? begin = null)
    {
        scope.ThrowIfUnusable(operation);
        _scope = scope;
        _operation = operation;
        _query = query;
        _fetch = fetch;
        _cancellationToken = cancellationToken;
        _begin = begin ?? (static cursor => new CursorPaging<T>(cursor));
    }

    /// <inheritdoc />
    public override IAsyncEnumerable<StackOnePage<T>> AsPages(string? cursor = null)
    {
        if (cursor is { Length: 0 })
        {
            throw new ArgumentException("A cursor cannot be empty. Null reads from the beginning.", nameof(cursor));
        }

        if (cursor is not null)
        {
            // A cursor that cannot be sent throws here, not in the enumeration.
            _begin(cursor).AddTo(_query);
        }

        return ReadAsync(cursor);
    }

    private async IAsyncEnumerable<StackOnePage<T>> ReadAsync(
        string? cursor,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        CancellationToken only = cancellationToken.CanBeCanceled ? cancellationToken : _cancellationToken;
        using CancellationTokenSource? either = only == _cancellationToken || !_cancellationToken.CanBeCanceled
            ? null
            : CancellationTokenSource.CreateLinkedTokenSource(_cancellationToken, cancellationToken);
        Paging<T> paging = _begin(cursor);
        do
        {
            ApiCall call = _scope.StartCall(_operation, either?.Token ?? only);
            PageBody<T> body = await FetchAsync(call, paging.AddTo(_query), cancellationToken).ConfigureAwait(false);
            paging.Read(body, call);
            yield return new StackOnePage<T>(body.Data ?? [])
            {
                NextCursor = paging.Cursor,
                Raw = body.Raw,
                UnexpectedValues = paging.HasUnreadableCursor ? [.. body.UnexpectedValues.Union([NextPath])] : body.UnexpectedValues,
                AdditionalProperties = body.AdditionalProperties ?? StackOneErrorBody.NoProperties,
            };
            paging.ThrowIfStuck(call);
        }
        while (paging.Cursor is not null);
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
