using System.Text;

namespace StackOne.Ats.Generator.Reading;

/// <summary>Creates C# names from the names in the contract.</summary>
internal static class Identifiers
{
    private static readonly HashSet<string> Keywords =
    [
        .. """
           abstract as base bool break byte case catch char checked class const continue decimal default delegate do double
           else enum event explicit extern false finally fixed float for foreach goto if implicit in int interface internal
           is lock long namespace new null object operator out override params private protected public readonly ref return
           sbyte sealed short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked
           unsafe ushort using virtual void volatile while
           """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
    ];

    /// <summary>Whether the name is a valid public name: a capital letter, followed by letters and digits.</summary>
    public static bool IsValid(string name) =>
        name.Length > 0 && char.IsAsciiLetterUpper(name[0]) && name.All(char.IsAsciiLetterOrDigit);

    /// <summary><c>source_value</c> to <c>SourceValue</c>; <c>bs-ME</c> to <c>BsME</c>; <c>1km</c> to <c>_1km</c>.</summary>
    public static string Pascal(string wireName)
    {
        var name = new StringBuilder(wireName.Length);
        bool wordBegins = true;
        // A star is a separate word, because "xsl" and "*xsl" are two values of the same enumeration.
        foreach (char c in wireName.Replace("*", "star_", StringComparison.Ordinal))
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                name.Append(wordBegins ? char.ToUpperInvariant(c) : c);
            }

            wordBegins = !char.IsAsciiLetterOrDigit(c);
        }

        if (name.Length == 0 || char.IsAsciiDigit(name[0]))
        {
            name.Insert(0, '_');
        }

        return name.ToString();
    }

    /// <summary>A parameter name: <c>sub_resource_id</c> to <c>subResourceId</c>.</summary>
    public static string Camel(string wireName)
    {
        string name = Pascal(wireName);
        name = char.ToLowerInvariant(name[0]) + name[1..];
        return Keywords.Contains(name) ? "@" + name : name;
    }
}
