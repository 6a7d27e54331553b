using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using StackOne.Ats.Client.Fuzz.Oracles;
using StackOne.Ats.Client.Serialization;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Fuzz.Targets;

/// <summary>
/// JSON for a model: any object is read, what is in it is written again, and read again it is equal. The first byte is the model.
/// </summary>
internal sealed class ModelTarget() : FuzzTarget("model", JsonOracle.Tokens)
{
    private static readonly (Type Type, ModelJson Json)[] Models =
        [.. ModelTypes.All.Select(one => (Type: one.Key, Json: one.Value)).OrderBy(one => one.Type.Name, StringComparer.Ordinal)];

    /// <summary>A sample of each model, which has all members.</summary>
    internal override byte[][] Corpus =>
        [.. Models.Select((model, i) => (byte[])[(byte)i, .. Sample(model.Type, model.Json)])];

    internal override void Run(byte[] input)
    {
        (Type model, ModelJson models) = Models[input.Length == 0 ? 0 : input[0] % Models.Length];
        byte[] json = input.Length == 0 ? [] : input[1..];
        using JsonDocument? before = JsonOracle.Parse(JsonOracle.Repaired(json));
        object? read = Read(json, models, model);
        bool isObject = before?.RootElement.ValueKind == JsonValueKind.Object;
        Require(isObject == read is not null, $"A {model.Name} was {(isObject ? "refused" : "made of what is no JSON object")}");
        if (read is null)
        {
            return;
        }

        JsonTypeInfo type = models.Options.GetTypeInfo(model);
        byte[] written = JsonSerializer.SerializeToUtf8Bytes(read, type);
        using JsonDocument after = JsonOracle.Parse(written)!;
        Require(ModelOracle.IsSent(before!.RootElement, after.RootElement), $"A value of a {model.Name} is lost or changed");

        object? again = Read(written, models, model);
        Require(read.Equals(again), $"A {model.Name} is another when it is read again");
    }

    private static byte[] Sample(Type model, ModelJson models) =>
        JsonSerializer.SerializeToUtf8Bytes(Samples.Of(models.Options.GetTypeInfo(model), depth: 1));

    private static object? Read(byte[] json, ModelJson models, Type model)
    {
        try
        {
            return ResponseReader.Read(json, models, model, mayBeEmpty: false).Value;
        }
        catch (UnreadableBodyException)
        {
            return null;
        }
    }
}
