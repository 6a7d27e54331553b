using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Refit;

namespace StackOne.Ats.Client.Serialization;

/// <summary>The query parameters of one call.</summary>
/// <remarks>
/// Generated code adds them instead of leaving the formatting to Refit, which would write <c>True</c> for a boolean and format dates by the
/// current culture. Null values are omitted.
/// </remarks>
internal sealed class QueryString
{
    private readonly List<KeyValuePair<string, string>> _pairs = [];

    /// <summary>The pairs in the order in which they were added, unescaped.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Pairs => _pairs;

    /// <exception cref="ArgumentException">
    /// The text is blank, which some servers take for no filter at all, or contains a lone surrogate. The message does not contain the value: it
    /// may be personal data.
    /// </exception>
    public QueryString Add(string key, string? value) => value switch
    {
        null => this,
        _ when string.IsNullOrWhiteSpace(value) =>
            throw new ArgumentException($"'{key}' is empty or blank: leave it null to send none.", nameof(value)),
        _ => AddPair(key, value),
    };

    public QueryString Add(string key, bool? value) => Add(key, value switch { null => null, true => "true", false => "false" });

    public QueryString Add(string key, decimal? value) => Add(key, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>
    /// Adds a date in ISO 8601 and UTC: an offset would need a <c>+</c>, which some servers read as a space even when it is escaped.
    /// </summary>
    public QueryString Add(string key, DateTimeOffset? value) =>
        Add(key, value?.UtcDateTime.ToString("yyyy-MM-dd'T'HH':'mm':'ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));

    /// <summary>Adds names that are separated by commas.</summary>
    /// <exception cref="ArgumentException">A name is empty or has a comma, which would make it another name or several.</exception>
    public QueryString AddJoined(string key, IReadOnlyList<string>? names)
    {
        if (names?.Any(name => string.IsNullOrWhiteSpace(name) || name.Contains(',', StringComparison.Ordinal)) == true)
        {
            throw new ArgumentException($"'{key}' has a name that is blank or contains a comma: give each name as an item of the list.", nameof(names));
        }

        return Add(key, names is { Count: > 0 } ? string.Join(',', names) : null);
    }

    /// <exception cref="ArgumentOutOfRangeException">The size is not from 1 to 100.</exception>
    public QueryString AddPageSize(string key, int? size) => size is null or (>= 1 and <= 100)
        ? Add(key, size)
        : throw new ArgumentOutOfRangeException(nameof(size), "PageSize must be from 1 to 100.");

    /// <summary>Adds a map in OpenAPI's deepObject style: <c>key[name]=value</c>, with a nested map as <c>key[outer[inner]]=value</c>.</summary>
    /// <exception cref="ArgumentException">A value is null, a list or an empty object, which the style has no notation for.</exception>
    public QueryString AddMap(string key, JsonObject? map)
    {
        if (map is not null)
        {
            foreach ((string name, JsonNode? value) in map)
            {
                AddNested(key, name, value);
            }
        }

        return this;
    }

    private void AddNested(string key, string name, JsonNode? value)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } nested:
                foreach ((string inner, JsonNode? innerValue) in nested)
                {
                    AddNested(key, $"{name}[{inner}]", innerValue);
                }

                break;
            case JsonValue one:
                AddPair($"{key}[{name}]", Text(one));
                break;
            default:
                throw new ArgumentException($"'{key}' has a null, a list or an empty object: only text, numbers, booleans and nested objects can be sent.", nameof(value));
        }
    }

    private QueryString AddPair(string key, string value)
    {
        if (Utf16.HasLoneSurrogate(value) || Utf16.HasLoneSurrogate(key))
        {
            throw new ArgumentException("A query parameter is not valid text: it has half of a surrogate pair.", nameof(value));
        }

        _pairs.Add(new(key, value));
        return this;
    }

    /// <summary>Dates, GUIDs and characters are strings in JSON, but <see cref="JsonValue"/> does not convert them to one.</summary>
    private static string Text(JsonValue value)
    {
        if (value.TryGetValue(out string? text))
        {
            return text;
        }

        string json = value.ToJsonString();
        if (value.GetValueKind() != JsonValueKind.String)
        {
            return json;
        }

        using var document = JsonDocument.Parse(json);
        return document.RootElement.GetString()!;
    }

    /// <summary>A copy with one more pair.</summary>
    internal QueryString With(string key, string? value)
    {
        var copy = new QueryString();
        copy._pairs.AddRange(_pairs);
        return copy.Add(key, value);
    }
}

/// <summary>Passes the pairs to Refit, which escapes keys and values.</summary>
internal sealed class QueryStringConverter : IQueryConverter<QueryString>
{
    public void Flatten(QueryString value, string keyPrefix, ref GeneratedQueryStringBuilder builder, RefitSettings settings)
    {
        foreach (var (key, text) in value.Pairs)
        {
            builder.Add(key, text, preEncoded: false);
        }
    }
}
