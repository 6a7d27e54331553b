using System.Globalization;
using System.Net;
using System.Text.Json;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>
/// Finds an error inside a success. With heartbeats, the status is sent before StackOne knows the result, so a failure arrives as an
/// error body under a 200. No result of the API has a <c>statusCode</c> of 400 or more.
/// </summary>
internal static class LateError
{
    /// <summary>A deeply nested member must not hide the status. Each level costs the reader one bit.</summary>
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 1_000_000 };

    private static ReadOnlySpan<byte> Name => "statusCode"u8;

    /// <summary>The error status in the body; null if the body is not an object that has one.</summary>
    internal static HttpStatusCode? Find(ReadOnlySpan<byte> json)
    {
        if (!MayContainName(json))
        {
            return null;
        }

        double status = 0;
        try
        {
            var reader = new Utf8JsonReader(json, Options);
            // The opening brace. After any other token, the loop ends.
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isStatus = IsStatus(ref reader);
                reader.Read();
                if (isStatus)
                {
                    status = ReadStatus(ref reader);
                }

                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // Truncated or malformed from here: what was read counts.
        }

        return status switch
        {
            // A number in quotes may be NaN.
            < 400 or double.NaN => null,
            < 1000 => (HttpStatusCode)(int)status,
            // A number that is not an HTTP status is still an error.
            _ => HttpStatusCode.InternalServerError,
        };
    }

    /// <summary>Whether the name appears, as it is or with escapes: a search is much faster than reading the JSON of a page.</summary>
    private static bool MayContainName(ReadOnlySpan<byte> json) => json.IndexOf(Name) >= 0 || json.IndexOf("\\u"u8) >= 0;

    private static bool IsStatus(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.ValueTextEquals(Name);
        }
        catch (InvalidOperationException)
        {
            // A name whose escapes are not valid UTF-16 is another name.
            return false;
        }
    }

    /// <summary>Accepts a number in quotes too: an error must not be taken for a success because of its notation.</summary>
    private static double ReadStatus(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.TokenType switch
            {
                JsonTokenType.Number when reader.TryGetDouble(out double number) => number,
                JsonTokenType.String
                when double.TryParse(reader.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double quoted) => quoted,
                _ => 0,
            };
        }
        catch (InvalidOperationException)
        {
            // Text that is not valid is no number.
            return 0;
        }
    }
}
