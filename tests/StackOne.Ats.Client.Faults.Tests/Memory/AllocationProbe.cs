using System.Buffers;

namespace StackOne.Ats.Client.Faults.Tests.Memory;

/// <summary>
/// What something puts on the managed heap, on all threads, whether it is collected meanwhile or not. The heap's peak cannot have risen by
/// more, so a limit on this is a limit on that; and unlike a sampled peak, it does not depend on when the collector runs.
/// </summary>
internal static class AllocationProbe
{
    private const int LargestPooled = 1024 * 1024;
    private const int Arrays = 256;

    internal static async Task<long> MeasureAsync(Func<Task> work)
    {
        EmptyPool();
        long before = GC.GetTotalAllocatedBytes(precise: true);
        await work();
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    /// <summary>
    /// Takes what lies in the shared pool and forgets it. Else what earlier calls left there would serve this one, and not count.
    /// </summary>
    private static void EmptyPool()
    {
        for (int size = 16; size <= LargestPooled; size *= 2)
        {
            for (int array = 0; array < Arrays; array++)
            {
                ArrayPool<byte>.Shared.Rent(size);
            }
        }

        GC.Collect();
    }
}
