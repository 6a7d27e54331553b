namespace StackOne.Ats.Client.Tests.Support;

/// <summary>Something that comes late, or not until it is cancelled, and then goes on in the thread that made it so.</summary>
/// <remarks>Task.Delay would go on in the thread pool when cancelled, while the test's clock moves on.</remarks>
internal static class Never
{
    internal static Task<T> ComesAsync<T>(CancellationToken cancellationToken) =>
        ComesAsync<T>(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);

    internal static async Task<T> ComesAsync<T>(TimeSpan before, TimeProvider time, CancellationToken cancellationToken)
    {
        var coming = new TaskCompletionSource<T>();
        using CancellationTokenRegistration registration = cancellationToken.Register(() => coming.TrySetCanceled(cancellationToken));
        // default!: what comes is a signal, and its value is for nobody.
        using ITimer timer = time.CreateTimer(_ => coming.TrySetResult(default!), null, before, Timeout.InfiniteTimeSpan);
        return await coming.Task.ConfigureAwait(false);
    }
}
