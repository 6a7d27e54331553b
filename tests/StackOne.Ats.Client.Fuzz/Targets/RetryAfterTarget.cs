using System.Text;
using StackOne.Ats.Client.Fuzz.Oracles;
using StackOne.Ats.Client.Resilience;

namespace StackOne.Ats.Client.Fuzz.Targets;

/// <summary>The value of a Retry-After: never an exception, never earlier than it says.</summary>
internal sealed class RetryAfterTarget() : FuzzTarget(
    "retry-after",
    "0", "9", "-", "+", ".", ",", ":", " ", "\t", "60", "59", "24", "2147483648", "922337203685", "99999999999999999999999999999", "1e9", "GMT", "gmt", "CET",
    "Mon", "Sunday", "Thu", "Jan", "Feb", "Dec", "29", "30", "31", "32", "00", "0001", "1900", "9999", "Sun, ", "29 Feb", ":60", "\u0663")
{
    /// <summary>By a hash of the input: leap years and not, ends of years, and the offsets that clocks of the world have.</summary>
    private static readonly DateTimeOffset[] Nows =
    [
        new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
        new(2024, 2, 29, 23, 59, 59, TimeSpan.FromHours(-12)),
        new(2049, 12, 31, 23, 59, 59, 999, TimeSpan.FromHours(14)),
        new(2000, 1, 1, 0, 0, 0, TimeSpan.FromMinutes(345)),
        new(1999, 12, 31, 12, 0, 0, TimeSpan.FromHours(-3.5)),
    ];

    internal override void Run(byte[] input)
    {
        // HttpClient reads the bytes of a header as Latin-1.
        string value = Encoding.Latin1.GetString(input);
        DateTimeOffset now = Nows[input.Sum(one => one) % Nows.Length];
        TimeSpan? wait = RetryAfter.Parse(value, now);
        if (wait < TimeSpan.Zero)
        {
            throw new FuzzException($"A wait is negative: {wait}");
        }

        if (RetryAfterOracle.Fault(value, now, wait) is { } fault)
        {
            throw new FuzzException(fault);
        }
    }
}
