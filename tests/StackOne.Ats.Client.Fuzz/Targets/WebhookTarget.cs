using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using StackOne.Ats.Client.Fuzz.Oracles;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Fuzz.Targets;

/// <summary>
/// A webhook: the signature, a line feed, and the body. Nothing is read without a right signature. With one, every JSON object is an event,
/// which can be written and read again, and nothing else is.
/// </summary>
internal sealed class WebhookTarget() : FuzzTarget(
    "webhook",
    "\"event\":", "\"event\":\"account.created\"", "\"ats_assessments.created\"", "\"background_check.created\"", "\"ats_jobs.updated\"",
    "\"hris_jobs.updated\"", "\"event_data\":", "\"record_id\":", "\"sent_at\":", "\"event_date\":", "\"2026-03-02\"",
    "{\"value\":\"account.created\"}", "{", "}", "[", "]", ",", ":", "\"", "=",
    "null", "true", "1.50", "1e400", "\"\\ud800\"", "\"\\u0001\"", "\\u0065", "\u00ef\u00bb\u00bf", "\n", "AAAA", "-", "_")
{
    private const string Secret = "whsec-fuzz";
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];
    private static readonly byte[] Key = Encoding.UTF8.GetBytes(Secret);
    private static readonly StackOneWebhookReader Reader = new(new() { Secrets = ["another", Secret] });

    internal override void Run(byte[] input)
    {
        int end = Array.IndexOf(input, (byte)'\n');
        // HTTP servers read the bytes of a header as Latin-1.
        string signature = Encoding.Latin1.GetString(input.AsSpan(0, Math.Max(end, 0)));
        byte[] body = input[(end + 1)..];
        string right = Convert.ToBase64String(HMACSHA256.HashData(Key, body)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

        bool isSigned = signature == right || signature == right + "=";
        StackOneWebhookFailure? refusal = Try(body, signature).Refusal;
        bool isRefused = refusal is StackOneWebhookFailure.MissingSignature or StackOneWebhookFailure.WrongSignature;
        Require(isRefused != isSigned, isSigned ? "A right signature was refused" : "A body without a right signature was read");
        StackOneWebhookFailure reasonOfNone = signature.Length == 0 ? StackOneWebhookFailure.MissingSignature : StackOneWebhookFailure.WrongSignature;
        Require(isSigned || refusal == reasonOfNone, "A refusal has another reason");

        var (received, reason) = Try(body, right);
        ReadOnlySpan<byte> text = body.AsSpan().StartsWith(ByteOrderMark) ? body.AsSpan(ByteOrderMark.Length) : body;
        using JsonDocument? json = JsonOracle.Parse(JsonOracle.Repaired(text));
        bool isObject = json?.RootElement.ValueKind == JsonValueKind.Object;
        Require(
            isObject ? received is not null : reason == StackOneWebhookFailure.NotAnEvent,
            "A signed body was read that is no object, or the other way round");
        if (received is not null)
        {
            CheckEvent(received, json!.RootElement);
        }
    }

    private static void CheckEvent(StackOneEvent received, JsonElement body)
    {
        string written = received.ToJson();
        using JsonDocument document = JsonOracle.Parse(Encoding.UTF8.GetBytes(written))!;
        JsonOracle.ReadAll(document.RootElement);
        Require(ModelOracle.IsSent(body, document.RootElement), "A value of an event is lost or changed");
        StackOneEvent again = StackOneEvent.Parse(written);
        Require(again.Equals(received) && again.GetHashCode() == received.GetHashCode(), "An event is another when it is read again");
        Require(again.DeduplicationKey == received.DeduplicationKey, "The key of an event is another when it is read again");
        Require(received.ToString() == received.GetType().Name, "The text of an event is more than its type");
        foreach (JsonElement kept in received.AdditionalProperties?.Values ?? [])
        {
            JsonOracle.ReadAll(kept);
        }
    }

    private static (StackOneEvent? Received, StackOneWebhookFailure? Refusal) Try(byte[] body, string signature)
    {
        try
        {
            return (Reader.Read(body, signature), null);
        }
        catch (StackOneWebhookException refused)
        {
            return (null, refused.Reason);
        }
    }
}
