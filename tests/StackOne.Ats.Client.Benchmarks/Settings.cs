using System.Globalization;

namespace StackOne.Ats.Client.Benchmarks;

/// <summary>The options of the command line.</summary>
internal sealed class Settings
{
    /// <summary>Whether to show only that everything works: few rounds, and figures that mean nothing.</summary>
    internal bool Quick { get; private set; }

    /// <summary>How many rounds; null for the scenario's own number.</summary>
    internal int? Rounds { get; private set; }

    /// <summary>Measures only the contenders whose name contains this, and the one that they are compared with.</summary>
    internal string Filter { get; private set; } = string.Empty;

    /// <summary>Whether calls get a token that can be canceled, as those of a server do.</summary>
    internal bool Token { get; private set; } = true;

    /// <summary>For <c>start</c>: publishes with the SDK's default settings and prints the sizes only.</summary>
    internal bool DefaultSizes { get; private set; }

    /// <summary>What is left: the names of the scenarios.</summary>
    internal List<string> Names { get; } = [];

    /// <exception cref="FormatException">An option is unknown, or has no valid value.</exception>
    internal static Settings Parse(IEnumerable<string> arguments)
    {
        var settings = new Settings();
        using IEnumerator<string> rest = arguments.GetEnumerator();
        while (rest.MoveNext())
        {
            switch (rest.Current)
            {
                case "--quick":
                    settings.Quick = true;
                    break;
                case "--no-token":
                    settings.Token = false;
                    break;
                case "--default-sizes":
                    settings.DefaultSizes = true;
                    break;
                case "--rounds":
                    settings.Rounds = int.Parse(Value(), NumberStyles.None, CultureInfo.InvariantCulture);
                    break;
                case "--filter":
                    settings.Filter = Value();
                    break;
                case ['-', ..] unknown:
                    throw new FormatException($"There is no option {unknown}.");
                default:
                    settings.Names.Add(rest.Current);
                    break;
            }
        }

        return settings;

        string Value() => rest.MoveNext() ? rest.Current : throw new FormatException("The last option has no value.");
    }
}
