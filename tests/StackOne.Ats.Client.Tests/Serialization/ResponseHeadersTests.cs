using System.Net;
using System.Net.Http.Headers;
using StackOne.Ats.Client.Serialization;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Serialization;

public class ResponseHeadersTests
{
    [Fact]
    public void RequestId_SingleId_AllocatesNothingToSplitIt()
    {
        using HttpResponseMessage response = StubHandler.Response(HttpStatusCode.OK, headers: ("x-request-id", "req-1"));
        long[] extra = new long[101];
        for (int i = 0; i < extra.Length; i++)
        {
            long start = GC.GetAllocatedBytesForCurrentThread();
            // Code of .NET that is not optimized yet allocates here, in this test as in a short-lived program.
            response.Headers.NonValidated.TryGetValues("x-request-id", out HeaderStringValues values);
            HeaderValue.IsVisibleAscii(values.ToString());
            long middle = GC.GetAllocatedBytesForCurrentThread();
            ResponseHeaders.RequestId(response);
            extra[i] = GC.GetAllocatedBytesForCurrentThread() - middle - (middle - start);
        }

        // The median: the first run compiles code, and a garbage collection makes a count uncertain.
        Array.Sort(extra);
        Assert.Equal(0, extra[extra.Length / 2]);
    }
}
