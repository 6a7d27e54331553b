using System.Net;
using System.Text;
using System.Text.Json;
using CsCheck;
using StackOne.Ats.Client.Generated;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Tests.Support;
using static StackOne.Ats.Client.Tests.Support.ScriptedStream;

namespace StackOne.Ats.Client.Tests.Properties;

/// <summary>What comes of a body depends on its bytes, and on nothing else.</summary>
public class BodyProperties
{
    private const int Iterations = 1_500;

    private static readonly Gen<string> Result =
        JsonGen.ObjectOf(Gen.OneOf(Gen.OneOf("\"id\"", "\"remote_id\"", "\"test_url\"", "\"statusCode\""), JsonGen.Text), JsonGen.Any);

    /// <summary>Results, errors, and what is neither; also as long as the first pieces of memory that a body is read into.</summary>
    private static readonly Gen<byte[]> Body = Gen.Frequency(
        (4, Result.Select(Encoding.UTF8.GetBytes)),
        (2, Gen.Select(Result, Gen.Double[0, 1], (json, cut) => Encoding.UTF8.GetBytes(json[..(int)(json.Length * cut)]))),
        (1, Gen.Byte.Array[0, 100]),
        (1, Gen.Select(Gen.Int[4_085, 4_110], Gen.Int[0, 12], Ending)),
        (1, Gen.Select(Gen.Int[20_470, 20_490], Gen.Int[0, 12], Ending)));

    private static readonly Gen<HttpStatusCode> Status = Gen.OneOf(HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.InternalServerError);

    [Fact]
    public async Task Order_BodySplitAnywhere_IsReadAsInOnePiece() =>
        await Gen.Select(Body, Status, Gen.Int[1, 5_000].Array[1, 5]).SampleAsync(
            async (body, status, pieces) => Assert.Equal(await OutcomeAsync(status, [body]), await OutcomeAsync(status, Split(body, pieces))),
            iter: Iterations);

    [Fact]
    public async Task Order_HeartbeatsInFront_ChangeNothing() =>
        await Gen.Select(Body, Gen.Int[0, 20_000], Gen.OneOf("\n", "\r\n"), Gen.Int[1, 5_000].Array[1, 5]).SampleAsync(
            async (body, beats, beat, pieces) =>
            {
                byte[] front = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(beat, beats)));
                Assert.Equal(
                    await OutcomeAsync(HttpStatusCode.OK, [body]),
                    await OutcomeAsync(HttpStatusCode.OK, Split([.. front, .. body], pieces)));
            },
            iter: Iterations / 4);

    /// <summary>A late error that is kept up to a limit, wherever that cuts it, and pieces of memory end.</summary>
    [Fact]
    public async Task Order_LateErrorBeyondTheLimit_IsThatError() =>
        await Gen.Select(Gen.OneOf(4_096, 20_480), Gen.Int[-12, 12], Gen.OneOf("null", "true", "-1.5e3", "\"\\ud83d\\ude00\"")).SampleAsync(
            async (limit, shift, value) =>
            {
                const string Begin = "{\"statusCode\":409,\"pad\":\"";
                string body = $"{Begin}{new string('x', limit - Begin.Length + shift)}\",\"a\":{value},\"b\":[1,2,3,4]}}";
                var harness = new Harness();
                harness.Options.MaxErrorBytes = limit;
                harness.Stub.Answer(HttpStatusCode.OK, body);

                var failure = await Assert.ThrowsAsync<StackOneConflictException>(
                    () => harness.Client.Assessments.OrderAsync(Harness.Request));

                Assert.Equal(409, failure.Error?.StatusCode);
                Assert.Equal(body[..Math.Min(limit, body.Length)], failure.RawBody);
            },
            iter: 500);

    /// <summary>All that a caller can see of it.</summary>
    private static async Task<string> OutcomeAsync(HttpStatusCode status, IEnumerable<byte[]> pieces)
    {
        var harness = new Harness();
        harness.Options.Retry.MaxRetries = 0;
        harness.Stub.Answer(_ => new HttpResponseMessage(status)
        {
            Content = new StreamContent(new ScriptedStream(pieces.Where(piece => piece.Length > 0).Select(piece => Bytes(piece)))),
        });
        try
        {
            AssessmentOrderResult result = await harness.Client.Assessments.OrderAsync(Harness.Request);
            return JsonSerializer.Serialize(result, AssessmentsJsonContext.Default.AssessmentOrderResult);
        }
        catch (StackOneResponseException failure)
        {
            return $"{failure.Message} {failure.RawBody}";
        }
        catch (StackOneApiException failure)
        {
            return $"{failure.GetType().Name} {failure.Message} {failure.Error?.Message} {failure.RawBody}";
        }
    }

    private static IEnumerable<byte[]> Split(byte[] body, int[] lengths)
    {
        for (int at = 0, i = 0; at < body.Length; i++)
        {
            int length = Math.Min(lengths[i % lengths.Length], body.Length - at);
            yield return body[at..(at + length)];
            at += length;
        }
    }

    /// <summary>A body of a length that ends in the middle of something.</summary>
    private static byte[] Ending(int length, int cut)
    {
        const string End = "\",\"a\":[null,true,false,-1.5e3,\"\\ud83d\\ude00\"]}";
        const string Begin = "{\"id\":\"";
        string end = End[..^(cut * (End.Length - 1) / 12)];
        return Encoding.UTF8.GetBytes(Begin + new string('x', length - Begin.Length - end.Length) + end);
    }
}
