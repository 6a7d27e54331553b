using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace StackOne.Ats.Client.Models;

/// <summary>The name of an event: a resource, a dot, and what has happened to it. Names that this version does not know are valid.</summary>
/// <remarks>
/// StackOne's documents spell some events in more than one way. Each spelling is a value of its own, and all are read into the same type.
/// </remarks>
[JsonConverter(typeof(OpenEnumJsonConverter<EventNameValue>))]
public readonly partial record struct EventNameValue : IParsable<EventNameValue>
{
    private readonly string? _value;

    /// <summary>Creates a value from its JSON string. Values that this version does not know are valid.</summary>
    /// <param name="value">The JSON string.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public EventNameValue(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        // The empty text equals the default value of the struct.
        _value = value.Length == 0 ? null : value;
    }

    /// <summary>The value of a JSON string, known or not.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public static implicit operator EventNameValue(string value) => new(value);

    /// <summary>The value of a JSON string, known or not; null for null.</summary>
    public static implicit operator EventNameValue?(string? value) => value is null ? null : new(value);

    /// <summary>The JSON string; empty for the default value of the struct.</summary>
    public string Value => _value ?? string.Empty;

    /// <inheritdoc cref="Value" />
    public override string ToString() => Value;

    /// <summary>Accepts any JSON string, known or not.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="s"/> is null.</exception>
    public static EventNameValue Parse(string s, IFormatProvider? provider) => new(s);

    /// <summary>Accepts any JSON string, known or not. Returns false only for null.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out EventNameValue result)
    {
        result = s is null ? default : new(s);
        return s is not null;
    }
}
