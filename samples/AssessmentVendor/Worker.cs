using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StackOne.Ats.Client;

namespace AssessmentVendor;

/// <summary>Does what is due. It keeps nothing in memory: after a crash, and with several of them, the database says what is left to do.</summary>
internal sealed partial class Worker(
    IServiceScopeFactory scopes,
    IOptions<StackOneAtsClientOptions> options,
    ILogger<Worker> logger)
{
    private const int StepsAtATime = 4;
    private const int MaxBackOffSeconds = 300;
    private const int MaxWaitSeconds = 3600;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Longer than a step, which has up to three calls that end after <see cref="StackOneAtsClientOptions.TotalTimeout"/>.</summary>
    private TimeSpan Lease => options.Value.TotalTimeout * 4;

    /// <summary>Works until it is stopped. What it has begun by then, it finishes.</summary>
    internal Task RunAsync(CancellationToken stopping) => Task.WhenAll(Enumerable
        .Repeat(StepAsync, StepsAtATime)
        .Append(services => services.GetRequiredService<Inbox>().TakeAsync())
        .Select(work => LoopAsync(work, stopping)));

    private async Task LoopAsync(Func<IServiceProvider, Task<bool>> work, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            bool isMoreToDo = false;
            try
            {
                await using AsyncServiceScope scope = scopes.CreateAsyncScope();
                isMoreToDo = await work(scope.ServiceProvider);
            }
            catch (DbUpdateConcurrencyException)
            {
                // Another worker, or a person on the page, was faster.
                isMoreToDo = true;
            }
            catch (Exception failure)
            {
                // Such as a database that is down. What was begun is due again when its lease ends.
                LogBroken(failure);
            }

            if (!isMoreToDo)
            {
                await Task.Delay(Pause, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Takes the order that has been due for longest a step further. Returns false if none is due.</summary>
    private async Task<bool> StepAsync(IServiceProvider services)
    {
        VendorDb db = services.GetRequiredService<VendorDb>();
        DateTime now = DateTime.UtcNow;
        if (await db.Orders.Where(due => due.DueAt <= now).OrderBy(due => due.DueAt).FirstOrDefaultAsync() is not { } order)
        {
            return false;
        }

        // From here on it is nobody else's. Saving throws if another worker has just done the same.
        order.DueAt = now + Lease;
        await db.SaveChangesAsync();
        try
        {
            await services.GetRequiredService<Assessment>().AdvanceAsync(order);
            (order.Attempts, order.Problem) = (0, null);
            LogAdvanced(order.Number, order.State);
        }
        catch (Exception failure) when (failure is StackOneException or ArgumentException)
        {
            // The messages of the library have no data of candidates.
            (order.Attempts, order.Problem) = (order.Attempts + 1, failure.Message);
            order.DueAt = WaitAfter(failure, order.Attempts) is { } wait ? DateTime.UtcNow + wait : null;
            order.State = order.DueAt is null ? OrderState.Failed : order.State;
            LogFailed(order.Number, order.State, failure.Message);
        }

        await db.SaveChangesAsync();
        return true;
    }

    /// <summary>How long to wait before the same step again; null if it would fail again.</summary>
    /// <remarks>A result whose outcome is unknown is sent again: a second one sets the same values. An order would not be.</remarks>
    private static TimeSpan? WaitAfter(Exception failure, int attempts)
    {
        // For what can pass: an account to be reconnected, a key to be replaced, a limit, a provider or a network that is down.
        double backOff = Math.Min(Math.Pow(2, attempts - 1), MaxBackOffSeconds);
        return failure switch
        {
            ArgumentException => null,
            StackOneBadRequestException or StackOneNotFoundException or StackOneConflictException => null,
            StackOneUnprocessableEntityException or StackOneNotImplementedException => null,
            // A wait of none must not become a loop, nor a wrong date the end of the order.
            StackOneApiException { RetryAfter: { } wait } => TimeSpan.FromSeconds(Math.Clamp(wait.TotalSeconds, backOff, MaxWaitSeconds)),
            _ => TimeSpan.FromSeconds(backOff),
        };
    }

    [LoggerMessage(1, LogLevel.Information, "Order {Number}: {State}.")]
    private partial void LogAdvanced(int number, OrderState state);

    [LoggerMessage(2, LogLevel.Warning, "Order {Number} stays {State}: {Problem}")]
    private partial void LogFailed(int number, OrderState state, string problem);

    [LoggerMessage(3, LogLevel.Error, "A step was not finished.")]
    private partial void LogBroken(Exception failure);
}
