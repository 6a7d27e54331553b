using System.Globalization;
using System.Net;
using System.Text.Json;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>
/// An error inside a success. With heartbeats the status goes out before StackOne knows how the call will end, so a failure arrives as an
/// error body under a 200. No result of the API says of itself that its <c>statusCode</c> is 400 or more.
/// </summary>
internal static class LateError
{
    /// <summary>The status that an object as the body states, where it is that of an error; null for any other body.</summary>
    internal static HttpStatusCode? Find(HttpResponseMessage response)
    {
        double status = 0;
        try
        {
            var reader = new Utf8JsonReader(((PooledBody)response.Content).Bytes, JsonText.Deep);
            // The brace; after anything else no member follows.
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
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Cut off or garbled from here on (InvalidOperationException: a string that is not valid UTF-16): what was seen counts.
        }

        return status switch
        {
            // NaN, which a number in quotes may be, is none of these.
            < 400 or double.NaN => null,
            < 1000 => (HttpStatusCode)(int)status,
            // A number that HTTP has no room for is an error all the same.
            _ => HttpStatusCode.InternalServerError,
        };
    }

    private static bool IsStatus(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.ValueTextEquals("statusCode"u8);
        }
        catch (InvalidOperationException)
        {
            // A name whose escapes are not valid UTF-16 is another name.
            return false;
        }
    }

    /// <summary>A number, or one in quotes: an error must not pass for a success because of its notation.</summary>
    private static double ReadStatus(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetDouble(out double number) => number,
        JsonTokenType.String when double.TryParse(reader.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double quoted) => quoted,
        _ => 0,
    };
}
