using System.Globalization;

namespace StackOne.Ats.Client.Soak;

/// <summary>What the command line asks for.</summary>
internal sealed record Settings(int Seconds = 60, int Calls = int.MaxValue, int Tasks = 256, int Tenants = 500, int Faults = 30, int Seed = 1)
{
    internal const string Usage =
        """
        Makes calls with faults on real sockets, and ends with 1 if a promise is broken.

          --seconds N   for how long (60)         --calls N    or until so many calls are made
          --tasks N     at once (256)             --tenants N  linked accounts (500)
          --faults N    percent of answers (30)   --seed N     of the faults (1)
        """;

    /// <exception cref="FormatException">An option is not known, or has no number.</exception>
    internal static Settings Parse(string[] args)
    {
        var settings = new Settings();
        for (int i = 0; i < args.Length; i += 2)
        {
            int value = i + 1 < args.Length && int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                ? number
                : throw new FormatException($"{args[i]} needs a number.");
            settings = args[i] switch
            {
                "--seconds" => settings with { Seconds = value },
                "--calls" => settings with { Calls = value, Seconds = int.MaxValue },
                "--tasks" => settings with { Tasks = value },
                "--tenants" => settings with { Tenants = value },
                "--faults" => settings with { Faults = value },
                "--seed" => settings with { Seed = value },
                _ => throw new FormatException($"Unknown option: {args[i]}"),
            };
        }

        return settings;
    }
}
