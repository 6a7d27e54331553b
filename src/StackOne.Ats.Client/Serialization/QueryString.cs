using System.Globalization;
using System.Runtime.CompilerServices;
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
    /// <summary>How long a query may be when it is escaped: an address of .NET 8 cannot have more than 65,519 characters.</summary>
    internal const int MaxLength = 25_000;

    private readonly List<KeyValuePair<string, string>> _pairs = [];
    private int _length;

    /// <summary>The pairs in the order in which they were added, unescaped.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Pairs => _pairs;

    /// <exception cref="ArgumentException">
    /// The text is blank, which some servers take for no filter at all, or contains a lone surrogate. The message does not contain the value: it
    /// may be personal data.
    /// </exception>
    /// <param name="key">The name of the parameter.</param>
    /// <param name="value">Its value.</param>
    /// <param name="member">The property of the query that has the value, for exceptions.</param>
    public QueryString Add(string key, string? value, [CallerArgumentExpression(nameof(value))] string? member = null) => value switch
    {
        null => this,
        _ when string.IsNullOrWhiteSpace(value) => throw new ArgumentException($"{member} is empty or blank. Leave it null to send none.", member),
        _ => AddPair(key, value, member),
    };

    public QueryString Add(string key, bool? value) => Add(key, value switch { null => null, true => "true", false => "false" });

    public QueryString Add(string key, decimal? value) => Add(key, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>
    /// Adds a date in ISO 8601 and UTC: an offset would need a <c>+</c>, which some servers read as a space even when it is escaped.
    /// </summary>
    public QueryString Add(string key, DateTimeOffset? value) =>
        Add(key, value?.UtcDateTime.ToString("yyyy-MM-dd'T'HH':'mm':'ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));

    /// <summary>Adds names that are separated by commas.</summary>
    /// <param name="key">The name of the parameter.</param>
    /// <param name="names">The names, as in the API or as in C#.</param>
    /// <param name="wireName">The name in the API of a member of the model; null for any other name, which is sent as it is.</param>
    /// <param name="member">The property of the query that has the names, for exceptions.</param>
    /// <exception cref="ArgumentException">A name is empty or has a comma, which would make it another name or several.</exception>
    public QueryString AddJoined(
        string key,
        IReadOnlyList<string>? names,
        Func<string, string?>? wireName = null,
        [CallerArgumentExpression(nameof(names))] string? member = null)
    {
        if (names is not { Count: > 0 })
        {
            return this;
        }

        if (names.Any(name => string.IsNullOrWhiteSpace(name) || name.Contains(',', StringComparison.Ordinal)))
        {
            throw new ArgumentException($"{member} contains a name that is blank or has a comma. Add each name as an item of the list.", member);
        }

        return Add(key, string.Join(',', names.Select(name => wireName?.Invoke(name) ?? name)), member);
    }

    /// <summary>Adds a parameter for each value.</summary>
    /// <param name="key">The name of the parameter.</param>
    /// <param name="values">The values.</param>
    /// <param name="member">The property of the query that has the values, for exceptions.</param>
    /// <exception cref="ArgumentException">There are no values, which would be no filter at all, or one is blank or not valid text.</exception>
    public QueryString AddEach(string key, IEnumerable<string>? values, [CallerArgumentExpression(nameof(values))] string? member = null)
    {
        if (values is null)
        {
            return this;
        }

        int before = _pairs.Count;
        foreach (string value in values)
        {
            Add(key, value ?? string.Empty, member);
        }

        return _pairs.Count > before ? this : throw new ArgumentException($"{member} is an empty list. Leave it null to send none.", member);
    }

    /// <exception cref="ArgumentOutOfRangeException">The size is less than 1. StackOne does not publish the largest one.</exception>
    public QueryString AddPageSize(string key, int? size, [CallerArgumentExpression(nameof(size))] string? member = null) => size is null or >= 1
        ? Add(key, size)
        : throw new ArgumentOutOfRangeException(member, $"{member} must be at least 1.");

    /// <summary>Adds a map in OpenAPI's deepObject style: <c>key[name]=value</c>, with a nested map as <c>key[outer[inner]]=value</c>.</summary>
    /// <exception cref="ArgumentException">A value is null, a list or an empty object, which the style has no notation for.</exception>
    public QueryString AddMap(string key, JsonObject? map, [CallerArgumentExpression(nameof(map))] string? member = null)
    {
        if (map is not null)
        {
            foreach ((string name, JsonNode? value) in map)
            {
                AddNested(key, name, value, member);
            }
        }

        return this;
    }

    private void AddNested(string key, string name, JsonNode? value, string? member)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } nested:
                foreach ((string inner, JsonNode? innerValue) in nested)
                {
                    AddNested(key, $"{name}[{inner}]", innerValue, member);
                }

                break;
            case JsonValue one:
                AddPair($"{key}[{name}]", Text(one), member);
                break;
            default:
                throw new ArgumentException(
                    $"{member} contains a null, a list or an empty object. Only text, numbers, booleans and nested objects can be sent.",
                    member);
        }
    }

    private QueryString AddPair(string key, string value, string? member)
    {
        if (Utf16.HasLoneSurrogate(value) || Utf16.HasLoneSurrogate(key))
        {
            throw new ArgumentException($"{member} contains an unpaired surrogate.", member);
        }

        _length += EscapedLength(key) + EscapedLength(value);
        if (_length > MaxLength)
        {
            throw new ArgumentException($"{member} makes the query longer than {MaxLength} characters. Ask for less at a time.", member);
        }

        _pairs.Add(new(key, value));
        return this;
    }

    /// <summary>The length of a text when it is escaped, at most: three characters for each of the up to three bytes of a character.</summary>
    private static int EscapedLength(string text) =>
        1 + text.Sum(static letter => char.IsAsciiLetterOrDigit(letter) ? 1 : char.IsAscii(letter) ? 3 : 9);

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

    /// <summary>A copy in which a parameter has this value; null leaves it out.</summary>
    internal QueryString With(string key, string? value)
    {
        var copy = new QueryString();
        copy._pairs.AddRange(_pairs.Where(pair => pair.Key != key));
        copy._length = _length;
        return copy.Add(key, value, "cursor");
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
