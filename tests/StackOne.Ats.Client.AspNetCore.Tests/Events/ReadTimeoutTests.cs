using System.IO.Pipelines;
using Microsoft.Extensions.Time.Testing;
using StackOne.Ats.Client.AspNetCore.Endpoints;

namespace StackOne.Ats.Client.AspNetCore.Tests.Events;

/// <summary>A timer may call back after it was disposed. The server throws on the timer's thread then, which would end the process.</summary>
public sealed class ReadTimeoutTests
{
    private readonly CountingReader _reader = new();

    [Fact]
    public void Timer_CallsBackAfterTheEnd_CancelsNothing()
    {
        var clock = new LateClock();
        using (var timeout = new ReadTimeout(_reader, TimeSpan.FromSeconds(10), clock))
        {
            Assert.False(timeout.End());
        }

        clock.CallBack();

        Assert.Equal(0, _reader.Canceled);
    }

    /// <summary>The read has finished in the meantime: the request is refused all the same, because the pipe is marked as canceled.</summary>
    [Fact]
    public void Timer_CallsBackBeforeTheEnd_CancelsOnceAndIsReported()
    {
        var clock = new FakeTimeProvider();
        using var timeout = new ReadTimeout(_reader, TimeSpan.FromSeconds(10), clock);

        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.True(timeout.End());
        Assert.Equal(1, _reader.Canceled);
    }

    /// <summary>Calls back when the test says so, also when the timer was disposed.</summary>
    private sealed class LateClock : TimeProvider
    {
        private Action? _callback;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _callback = () => callback(state);
            return new Timer();
        }

        internal void CallBack() => _callback!();

        private sealed class Timer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => default;
        }
    }

    private sealed class CountingReader : PipeReader
    {
        internal int Canceled { get; private set; }

        public override void CancelPendingRead() => Canceled++;

        public override void AdvanceTo(SequencePosition consumed) => throw new NotSupportedException();

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => throw new NotSupportedException();

        public override void Complete(Exception? exception = null) => throw new NotSupportedException();

        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public override bool TryRead(out ReadResult result) => throw new NotSupportedException();
    }
}
