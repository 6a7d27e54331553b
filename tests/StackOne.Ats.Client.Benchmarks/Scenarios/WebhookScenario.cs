using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using StackOne.Ats.Client.Benchmarks.Contenders;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Benchmarks.Scenarios;

/// <summary>
/// A signed event of 2 KB, in memory. The floor is the HMAC and one deserialization of the same record, without a comparison of signatures,
/// dispatch by name, or a check of the text.
/// </summary>
internal static class WebhookScenario
{
    private const string Secret = "whsec-benchmark";

    internal static async Task RunAsync(Settings settings)
    {
        await CompareAsync(settings, "An order", Payloads.OrderEvent, Json.Default.AssessmentOrderEvent);
        await CompareAsync(settings, "A change of a record with data of the provider", Payloads.RecordEvent, Json.Default.RecordEvent);
        await CompareAsync(
            settings,
            "An order whose record_id is a number",
            Payloads.NumberEvent,
            Json.Default.AssessmentOrderEvent,
            floorBody: Payloads.OrderEvent);
    }

    /// <param name="settings">The options of the command line.</param>
    /// <param name="title">What is read.</param>
    /// <param name="body">The body of the webhook.</param>
    /// <param name="type">The metadata that the floor reads it with.</param>
    /// <param name="floorBody">What the floor reads, if it cannot read the body.</param>
    private static async Task CompareAsync<T>(Settings settings, string title, byte[] body, JsonTypeInfo<T> type, byte[]? floorBody = null)
        where T : StackOneEvent
    {
        var reader = new StackOneWebhookReader(new() { Secrets = [Secret] });
        string signature = StackOneWebhookReader.ComputeSignature(body, Secret);
        byte[] key = Encoding.UTF8.GetBytes(Secret);
        byte[] read = floorBody ?? body;
        await new Interleaved(settings, 100, TimeSpan.FromMilliseconds(30)).CompareAsync(
            Table.Invariant($"{title}: a webhook of {body.Length} bytes, in memory"),
            [
                new EventContender("floor", () => (HMACSHA256.HashData(key, read), JsonSerializer.Deserialize(read, type)!).Item2),
                new EventContender("stackone", () => reader.Read(body, signature)),
            ],
            static (contender, _) => ((EventContender)contender).ReadAsync());
    }

    private sealed class EventContender(string name, Func<StackOneEvent> read) : Contender(name)
    {
        internal Task ReadAsync() => read().AccountId == Payloads.Account
            ? Task.CompletedTask
            : throw new WrongResultException($"{Name}: the event is another.");

        internal override Task OrderAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        internal override Task ListPageAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public override void Dispose()
        {
        }
    }
}
