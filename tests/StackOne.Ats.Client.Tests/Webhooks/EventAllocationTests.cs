using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Tests.Webhooks;

/// <summary>The bytes that reading a webhook allocates, at most 5 % above what was measured on .NET 10.</summary>
public class EventAllocationTests
{
    public static TheoryData<string, int> Budgets { get; } = new()
    {
        { "account.created", 1058 },
        { "ats_candidates.updated", 1612 },
        { "ats_assessments.created", 2343 },
        { "background_check.created", 2360 },
        { "hris_employees.created", 2016 },
    };

    [Theory]
    [MemberData(nameof(Budgets))]
    public void Read_SignedEvent_AllocatesLittleBesidesTheEvent(string name, int budget)
    {
        // A null in a list is read a second time.
        string body = (name.StartsWith("account", StringComparison.Ordinal) ? Hooks.Account(name) : Hooks.Record(name)).ToJsonString();
        byte[] bytes = Hooks.Bytes(body.Replace(",null", "", StringComparison.Ordinal));
        string signature = StackOneWebhookReader.ComputeSignature(bytes, Hooks.Secret);

        long median = Median(() => Assert.IsType<StackOneEvent>(Hooks.Reader.Read(bytes, signature), exactMatch: false));

        Assert.InRange(median, budget / 2, budget);
    }

    /// <summary>StackOne documents text and a number for the id of a record. Neither is read a second time.</summary>
    [Fact]
    public void Read_NumberForAnId_AllocatesNoMoreThanText()
    {
        byte[] text = Hooks.Bytes("""{"event":"ats_jobs.updated","record_id":"46009900"}""");
        byte[] number = Hooks.Bytes("""{"event":"ats_jobs.updated","record_id":46009900}""");

        Assert.Equal(Median(() => Hooks.Read(text)), Median(() => Hooks.Read(number)));
    }

    /// <summary>What an attacker sends costs less than an event: the exception.</summary>
    [Theory]
    [InlineData(43)]
    [InlineData(1 << 20)]
    public void Read_WrongSignatureOfAnyLength_AllocatesLittle(int length)
    {
        byte[] body = new byte[1 << 20];
        string signature = new('A', length);

        Assert.InRange(Median(() => Assert.Throws<StackOneWebhookException>(() => Hooks.Reader.Read(body, signature))), 1, 10_000);
    }

    private static long Median(Action read)
    {
        long[] bytes = new long[200];
        for (int i = 0; i < bytes.Length; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            read();
            bytes[i] = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Array.Sort(bytes);
        TestContext.Current.TestOutputHelper?.WriteLine($"{bytes[bytes.Length / 2]} bytes");
        return bytes[bytes.Length / 2];
    }
}
