using System.Diagnostics;

namespace StackOne.Ats.Client.Faults.Tests;

/// <summary>How late a bare timer fires, from now until this is disposed: what the machine itself adds to any time limit.</summary>
internal sealed class Lateness : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(10);

    private readonly Timer _timer;
    private long _last = Stopwatch.GetTimestamp();
    private long _worst;

    internal Lateness() => _timer = new Timer(_ => Fired(), null, Period, Period);

    internal TimeSpan Worst => new(Interlocked.Read(ref _worst));

    public void Dispose() => _timer.Dispose();

    private void Fired()
    {
        long now = Stopwatch.GetTimestamp();
        long late = (Stopwatch.GetElapsedTime(Interlocked.Exchange(ref _last, now), now) - Period).Ticks;
        // Two callbacks at once may lose the smaller of two values, or the larger: a measure of a busy machine, not a proof.
        Interlocked.Exchange(ref _worst, Math.Max(Interlocked.Read(ref _worst), late));
    }
}
