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
                    status = reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out double number) ? number : 0;
                }

                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // Not a document: for the reader of successes to say.
            return null;
        }

        return !message || status < 400
            ? null
            // A number that HTTP has no room for is an error all the same.
            : status <= 999 ? (HttpStatusCode)(int)status : HttpStatusCode.InternalServerError;
    }
}
