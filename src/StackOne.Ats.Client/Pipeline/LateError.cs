using System.Globalization;
using System.Net;
using System.Text.Json;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>
/// An error inside a success. With heartbeats the status goes out before StackOne knows how the call will end, so a failure arrives as an
/// error body under a 200.
/// </summary>
internal static class LateError
{
    /// <summary>The status of the error in the body, or null where the body is no error: <c>{ statusCode >= 400, message, ... }</c>.</summary>
    internal static HttpStatusCode? Find(HttpResponseMessage response)
    {
        var reader = new Utf8JsonReader(((PooledBody)response.Content).Bytes);
        double status = 0;
        bool message = false;
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isStatus = reader.ValueTextEquals("statusCode"u8);
                message |= reader.ValueTextEquals("message"u8);
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
            // Not a document (InvalidOperationException: a string that is not valid UTF-16): left to the deserializer to report.
            return null;
        }

        return !message || status < 400
            ? null
            // A number that HTTP has no room for is an error all the same.
            : status <= 999 ? (HttpStatusCode)(int)status : HttpStatusCode.InternalServerError;
    }

    /// <summary>A number, or one in quotes: an error must not pass for a success because of its notation.</summary>
    private static double ReadStatus(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetDouble(out double number) => number,
        JsonTokenType.String when int.TryParse(reader.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out int quoted) => quoted,
        _ => 0,
    };
}
