using System.Globalization;
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
    /// The text contains a lone surrogate. The message does not contain the value: it may be personal data.
    /// </exception>
    public QueryString Add(string key, string? value)
    {
        if (value is not null)
        {
            if (Utf16.HasLoneSurrogate(value) || Utf16.HasLoneSurrogate(key))
            {
                throw new ArgumentException("A query parameter is not valid text: it has half of a surrogate pair.", nameof(value));
            }

            _pairs.Add(new(key, value));
        }

        return this;
    }

    public QueryString Add(string key, bool? value) => Add(key, value switch { null => null, true => "true", false => "false" });

    public QueryString Add(string key, decimal? value) => Add(key, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>
    /// Adds a date in ISO 8601 and UTC: an offset would need a <c>+</c>, which some servers read as a space even when it is escaped.
    /// </summary>
    public QueryString Add(string key, DateTimeOffset? value) =>
        Add(key, value?.UtcDateTime.ToString("yyyy-MM-dd'T'HH':'mm':'ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));

    /// <summary>Adds one pair for each value, all with the same key.</summary>
    public QueryString Add(string key, IReadOnlyList<string>? values)
    {
        foreach (string value in values ?? [])
        {
            Add(key, value);
        }

        return this;
    }

    /// <summary>Adds a map in OpenAPI's deepObject style: <c>prefix[name]=value</c>.</summary>
    public QueryString AddMap(string prefix, IReadOnlyDictionary<string, string>? values)
    {
        if (values is not null)
        {
            foreach (var (name, value) in values)
            {
                Add($"{prefix}[{name}]", value);
            }
        }

        return this;
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
