using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using StackOne.Ats.Client.Resilience;

namespace StackOne.Ats.Client.Fuzz.Targets;

/// <summary>The values of Retry-After and, on a second line, of Date: never an exception, and never earlier than they say.</summary>
internal sealed partial class RetryAfterTarget() : FuzzTarget(
    "retry-after",
    "0", "9", "-", "+", ".", ",", ":", " ", "\t", "\n", "60", "59", "24", "2147483648", "922337203685", "99999999999999999999999999999", "1e9",
    "GMT", "CET", "Mon", "Sunday", "Thu", "Jan", "Feb", "Dec", "29", "30", "31", "32", "00", "0001", "1900", "9999",
    "Sun, ", "29 Feb", "NaN", "Infinity", "\u0663", "1772366457", "1772366457000", "\nSun, 01 Mar 2026 12:00:27 GMT")
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromDays(36_500);

    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    internal override void Run(byte[] input)
    {
        // HttpClient reads the bytes of a header as Latin-1.
        string[] lines = Encoding.Latin1.GetString(input).Split('\n');
        string value = lines[0].Trim(' ', '\t');
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation("Retry-After", lines[0]);
        response.Headers.TryAddWithoutValidation("Date", lines.Skip(1));

        TimeSpan? wait = RetryAfter.Read(response, Now);

        Require(wait is null || (wait >= TimeSpan.Zero && wait <= MaxWait), $"A wait is negative or too long: {wait}");
        if (Numbers().IsMatch(value))
        {
            BigInteger longest = value.Split(',').Max(number => BigInteger.Parse(number.Split('.')[0], CultureInfo.InvariantCulture));
            Require(wait is not null, $"Seconds were taken for junk: '{value}'");
            // A larger number is a moment.
            Require(longest > 999_999_999 || wait >= TimeSpan.FromSeconds((double)longest), $"Seconds were read as too early: '{value}' gave {wait}");
        }
        else if (DateTimeOffset.TryParseExact(value, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date))
        {
            // The response's Date moves the wait by a day at most.
            TimeSpan earliest = date - Now - TimeSpan.FromDays(lines.Length > 1 ? 1 : 0);
            Require(wait >= (earliest < MaxWait ? earliest : MaxWait), $"A date was read as too early: '{value}' gave {wait}");
        }
    }

    [GeneratedRegex(@"^[0-9]+(\.[0-9]+)?([ \t]*,[ \t]*[0-9]+(\.[0-9]+)?)*\z")]
    private static partial Regex Numbers();
}
