using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace StackOne.Ats.Client.Serialization;

/// <summary>What was read from a body.</summary>
/// <param name="Value">The object that the body was read into; null for a body that is not read.</param>
/// <param name="UnexpectedValues">The JSON paths of values that did not fit their members, made of the contract's names and indexes.</param>
internal readonly record struct ReadBody(object? Value, IReadOnlyList<string> UnexpectedValues)
{
    internal static ReadBody Nothing { get; } = new(null, []);
}

/// <summary>Thrown when a body cannot be read at all.</summary>
/// <param name="fault">What is wrong with it, as the continuation of "a response that ". It contains nothing of the body.</param>
internal sealed class UnreadableBodyException(string fault) : Exception(fault);

/// <summary>Reads the body of a success.</summary>
/// <remarks>
/// It first reads as if the body were what the contract describes. Only a body that cannot be read like this, or in which System.Text.Json does not
/// see what is wrong, is read again by <see cref="LenientReader"/>.
/// </remarks>
internal static class ResponseReader
{
    /// <param name="json">The body.</param>
    /// <param name="models">The JSON of the models.</param>
    /// <param name="type">The type to read it into.</param>
    /// <param name="mayBeEmpty">Whether a body without JSON, or a null, is a value, too: one without members.</param>
    /// <exception cref="UnreadableBodyException">The body is empty, not JSON, or not an object.</exception>
    internal static ReadBody Read(ReadOnlyMemory<byte> json, ModelJson models, Type type, bool mayBeEmpty) =>
        BareList.Is(json.Span, type) ? ReadBareList(json, models, type) : ReadOrdinary(json, models, type, mayBeEmpty);

    private static ReadBody ReadOrdinary(ReadOnlyMemory<byte> json, ModelJson models, Type type, bool mayBeEmpty) =>
        ReadAsDescribed(json.Span, models, type, out JsonException? failure) is { } value
            ? Complete(new(value, []))
            : ReadLeniently(json, models, type, mayBeEmpty, failure);

    /// <summary>Reads a body that is what the contract describes; null if it is not, or may not be.</summary>
    internal static object? ReadAsDescribed(ReadOnlySpan<byte> json, ModelJson models, Type type, out JsonException? failure)
    {
        failure = null;
        try
        {
            return JsonSerializer.Deserialize(json, models.Options.GetTypeInfo(type)) is { } value
                && JsonText.IsReadable(json)
                && !JsonText.MayHaveNullItem(json)
                    ? value
                    : null;
        }
        catch (JsonException exception)
        {
            failure = exception;
            return null;
        }
    }

    /// <summary>Reads a body that <see cref="ReadAsDescribed"/> could not read.</summary>
    /// <inheritdoc cref="Read" />
    internal static ReadBody ReadLeniently(ReadOnlyMemory<byte> json, ModelJson models, Type type, bool mayBeEmpty, JsonException? strict)
    {
        ReadOnlyMemory<byte> text = JsonText.Repair(json);
        ReadOnlySpan<byte> trimmed = text.Span.Trim(" \t\r\n"u8);
        if (mayBeEmpty && (trimmed.IsEmpty || trimmed.SequenceEqual("null"u8)))
        {
            if (type == typeof(JsonNode))
            {
                return new(null, []);
            }

            text = "{}"u8.ToArray();
        }
        else if (trimmed.IsEmpty)
        {
            throw new UnreadableBodyException("is empty");
        }

        try
        {
            return Complete(LenientReader.Read(text, models, type));
        }
        catch (JsonException exception)
        {
            throw NotJson(json, Place(exception, strict, models.ShapeOf(type)));
        }
    }

    private static ReadBody ReadBareList(ReadOnlyMemory<byte> json, ModelJson models, Type type)
    {
        try
        {
            ReadBody body = ReadOrdinary(BareList.Wrap(JsonText.Repair(json).Span), models, type, mayBeEmpty: false);
            return Complete(body with { UnexpectedValues = [.. body.UnexpectedValues.Select(BareList.Unwrap)] });
        }
        catch (JsonException exception)
        {
            throw NotJson(json, Place(exception));
        }
    }

    /// <summary>The place is left out if bytes were replaced, because that moves it.</summary>
    private static UnreadableBodyException NotJson(ReadOnlyMemory<byte> json, string place) =>
        new(Utf8.IsValid(json.Span) ? $"is not JSON ({place})" : "is not JSON");

    private static ReadBody Complete(ReadBody body)
    {
        const string Data = "$.data";
        if (body.Value is not Envelope envelope)
        {
            return body;
        }

        if (!envelope.HasData && !body.UnexpectedValues.Contains(Data))
        {
            body = body with { UnexpectedValues = [.. body.UnexpectedValues, Data] };
        }

        envelope.UnexpectedValues = body.UnexpectedValues;
        return body;
    }

    /// <summary>Where the JSON ends to be JSON. Only the first attempt knows the path, unless it failed elsewhere.</summary>
    private static string Place(JsonException exception, JsonException? strict, TypeShape shape)
    {
        string place = Place(exception);
        return strict?.LineNumber == exception.LineNumber
            && strict?.BytePositionInLine == exception.BytePositionInLine
            && KnownPath(strict?.Path, shape) is { } path
                ? $"{path}, {place}"
                : place;
    }

    private static string Place(JsonException exception) =>
        FormattableString.Invariant($"line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}");

    /// <summary>The path as far as the contract has its names. Another name may be personal data.</summary>
    private static string? KnownPath(string? path, TypeShape shape)
    {
        if (path is null)
        {
            return null;
        }

        int known = 1;
        while (known < path.Length)
        {
            int end = path.IndexOfAny(['.', '['], known + 1);
            end = end < 0 ? path.Length : end;
            string part = path[known..end];
            if (part.StartsWith('[') && shape.Item is { } item)
            {
                shape = item;
            }
            else if (part.StartsWith('.') && shape.Members?.FirstOrDefault(member => member.Name == part[1..]) is { } member)
            {
                shape = member.Shape;
            }
            else
            {
                break;
            }

            known = end;
        }

        return path[..known];
    }
}
