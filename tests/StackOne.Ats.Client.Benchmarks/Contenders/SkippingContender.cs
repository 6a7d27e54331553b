using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace StackOne.Ats.Client.Benchmarks.Contenders;

/// <summary>The library with its default options and a clock that skips waits.</summary>
internal sealed class SkippingContender : LibraryContender
{
    private readonly ServiceProvider _services;

    private SkippingContender(ServiceProvider services)
        : base(services.GetRequiredService<StackOneAtsClient>(), "stackone") => _services = services;

    internal static SkippingContender Create(HttpMessageHandler handler, Uri address)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(new Clock());
        services
            .AddStackOneAts(options => (options.ApiKey, options.AccountId, options.BaseAddress) = (Payloads.Key, Payloads.Account, address))
            .ConfigurePrimaryHttpMessageHandler(() => handler);
        return new(services.BuildServiceProvider());
    }

    public override void Dispose()
    {
        base.Dispose();
        _services.Dispose();
    }

    /// <summary>A clock that jumps to the end of a wait. Timeouts, which are longer than any wait here, are left to real timers.</summary>
    private sealed class Clock : TimeProvider
    {
        private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);
        private long _skipped;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Stopwatch.GetElapsedTime(0).Ticks + Interlocked.Read(ref _skipped);

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _skipped));

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new SkippingTimer(this, base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, period));
            timer.Change(dueTime, period);
            return timer;
        }

        private sealed class SkippingTimer(Clock clock, ITimer timer) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                if (dueTime <= TimeSpan.Zero || dueTime > LongestWait)
                {
                    return timer.Change(dueTime, period);
                }

                Interlocked.Add(ref clock._skipped, dueTime.Ticks);
                return timer.Change(TimeSpan.Zero, period);
            }

            public void Dispose() => timer.Dispose();

            public ValueTask DisposeAsync() => timer.DisposeAsync();
        }
    }
}
