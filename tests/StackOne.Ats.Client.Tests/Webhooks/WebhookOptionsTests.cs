using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Tests.Webhooks;

public class WebhookOptionsTests
{
    private const string SentAt = "2026-03-02T09:00:00Z";
    private static readonly DateTimeOffset Sent = DateTimeOffset.Parse(SentAt, null);

    public static TheoryData<string[]?, string> Secrets { get; } = new()
    {
        { null, "Secrets must have at least one signing secret." },
        { [], "Secrets must have at least one signing secret." },
        { [""], "Secrets[0] must not be empty." },
        { ["a", null!], "Secrets[1] must not be empty." },
        { ["a", "canary\n"], "Secrets[1] must not contain control characters (check for a line break at the end)." },
        { ["canary\0"], "Secrets[0] must not contain control characters (check for a line break at the end)." },
        { ["canary\ud800"], "Secrets[0] must not contain an unpaired surrogate." },
        { ["", "canary\r"], "Secrets[0] must not be empty. Secrets[1] must not contain control characters (check for a line break at the end)." },
    };

    /// <summary>The age of an event in ticks, relative to the maximum.</summary>
    public static TheoryData<long, bool> Ages { get; } = new()
    {
        { -TimeSpan.TicksPerDay, true }, { -1, true }, { 0, true }, { 1, false }, { TimeSpan.TicksPerDay * 365, false },
    };

    [Theory]
    [MemberData(nameof(Secrets))]
    public void Reader_InvalidSecrets_AreNamedAndNotShown(string[]? secrets, string message)
    {
        var failure = Assert.Throws<ArgumentException>("options", () => new StackOneWebhookReader(new() { Secrets = secrets! }));

        Assert.StartsWith(message, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Reader_OtherInvalidOptions_AreNamed()
    {
        static string Message(StackOneWebhookReaderOptions options) =>
            Assert.Throws<ArgumentException>(nameof(options), () => new StackOneWebhookReader(options)).Message;

        Assert.Throws<ArgumentNullException>("options", () => new StackOneWebhookReader(null!));
        Assert.StartsWith(
            "MaxAge must be greater than zero, or null.",
            Message(new() { Secrets = ["a"], MaxAge = TimeSpan.Zero }),
            StringComparison.Ordinal);
        Assert.StartsWith("MaxAge must", Message(new() { Secrets = ["a"], MaxAge = TimeSpan.FromTicks(-1) }), StringComparison.Ordinal);
        Assert.StartsWith("TimeProvider must not be null.", Message(new() { Secrets = ["a"], TimeProvider = null! }), StringComparison.Ordinal);
    }

    [Fact]
    public void ComputeSignature_InvalidSecret_IsRefusedAndNotShown()
    {
        foreach (string secret in (string[])["", "canary\n", "canary\udc00"])
        {
            var failure = Assert.Throws<ArgumentException>("secret", () => StackOneWebhookReader.ComputeSignature([], secret));
            Assert.DoesNotContain("canary", failure.ToString(), StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentNullException>("secret", () => StackOneWebhookReader.ComputeSignature([], null!));
    }

    [Fact]
    public void Reader_OptionsChangedLater_AreAsTheyWere()
    {
        var options = new StackOneWebhookReaderOptions { Secrets = { Hooks.Secret } };
        var reader = new StackOneWebhookReader(options);

        options.Secrets[0] = "another";
        options.MaxAge = TimeSpan.FromTicks(1);

        Hooks.Read(Hooks.Bytes($$"""{"sent_at":"{{SentAt}}"}"""), reader);
    }

    [Fact]
    public void Options_AsTextOrJson_DoNotShowSecrets()
    {
        var options = new StackOneWebhookReaderOptions { Secrets = ["canary"], MaxAge = TimeSpan.FromMinutes(5) };

        Assert.DoesNotContain("canary", options.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", new StackOneWebhookReader(options).ToString(), StringComparison.Ordinal);
        Assert.Equal("""{"MaxAge":"00:05:00"}""", JsonSerializer.Serialize(options));
    }

    [Theory]
    [MemberData(nameof(Ages))]
    public void Read_WithMaxAge_RefusesOlderEvents(long beyondMaxAge, bool accepted)
    {
        var maxAge = TimeSpan.FromMinutes(5);
        StackOneWebhookReader reader = ReaderAt(Sent + maxAge + TimeSpan.FromTicks(beyondMaxAge), maxAge);
        byte[] body = Hooks.Bytes($$"""{"sent_at":"{{SentAt}}","event_date":"2020-01-01T00:00:00Z"}""");

        StackOneWebhookFailure? refusal = accepted ? null : Hooks.Refusal(() => Hooks.Read(body, reader));

        Assert.Equal(accepted ? null : StackOneWebhookFailure.TooOld, refusal);
        Assert.Equal(Sent, Hooks.Read(body, ReaderAt(Sent.AddYears(10), maxAge: null)).SentAt);
        Assert.True(!accepted || Hooks.Read(body, reader).SentAt == Sent);
    }

    [Fact]
    public void Read_LargestMaxAge_AcceptsAnyDate() =>
        Hooks.Read(Hooks.Bytes("""{"sent_at":"0001-01-01T00:00:00Z"}"""), ReaderAt(DateTimeOffset.MaxValue, TimeSpan.MaxValue));

    /// <summary>Also a date that does not fit its member, which is kept.</summary>
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"sent_at":null}""")]
    [InlineData("""{"sent_at":""}""")]
    [InlineData("""{"sent_at":"soon"}""")]
    [InlineData("""{"sent_at":1772442000}""")]
    [InlineData("""{"sent_at":["2026-03-02T09:00:00Z"]}""")]
    [InlineData("""{"SENT_AT":"2026-03-02T09:00:00Z","event_date":"2026-03-02T09:00:00Z"}""")]
    public void Read_WithMaxAgeAndNoReadableTime_IsRefused(string body)
    {
        Assert.Equal(
            StackOneWebhookFailure.TooOld,
            Hooks.Refusal(() => Hooks.Read(Hooks.Bytes(body), ReaderAt(Sent, TimeSpan.MaxValue))));
        Assert.Null(Hooks.Read(body).SentAt);
    }

    /// <summary>A date without an offset is UTC, as everywhere.</summary>
    [Theory]
    [InlineData("2026-03-02T09:00:00")]
    [InlineData("2026-03-02T10:00:00+01:00")]
    [InlineData("2026-03-02 09:00:00Z")]
    public void Read_WithMaxAgeAndAnotherNotation_IsTheSameMoment(string sentAt)
    {
        byte[] body = Hooks.Bytes($$"""{"sent_at":"{{sentAt}}"}""");

        StackOneEvent received = Hooks.Read(body, ReaderAt(Sent.AddSeconds(1), TimeSpan.FromSeconds(1)));

        Assert.Equal(Sent, received.SentAt);
        Assert.Throws<StackOneWebhookException>(() => Hooks.Read(body, ReaderAt(Sent.AddSeconds(1.001), TimeSpan.FromSeconds(1))));
    }

    private static StackOneWebhookReader ReaderAt(DateTimeOffset now, TimeSpan? maxAge) =>
        new(new() { Secrets = [Hooks.Secret], MaxAge = maxAge, TimeProvider = new FakeTimeProvider(now) });
}
