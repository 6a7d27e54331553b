using CsCheck;
using StackOne.Ats.Client.Documents;

namespace StackOne.Ats.Client.Tests.Properties;

public class FileNameProperties
{
    /// <summary>Whatever the server sends: a name without a path and without what cannot be seen, or none.</summary>
    [Fact]
    public void Find_Anything_IsSafeToShow() =>
        Gen.OneOf(
                Gen.String,
                Gen.OneOf(Gen.String[0, 4], Gen.OneOf("attachment", ";", "filename=", "filename*=", "\"", "UTF-8''", "%41", "=?UTF-8?Q?", "?=", "\u202e", "/", " "))
                    .Array[1, 10].Select(string.Concat))
            .Sample(text => FileName.Find(text) is not { } name
                || (name.Length > 0 && name.Trim() == name && name is not ("." or "..") && !name.Any(c => char.IsControl(c) || "/\\\u202e".Contains(c))));

    /// <summary>A name in quotes is that name, whatever is in it.</summary>
    [Fact]
    public void Find_WellFormed_IsTheName() =>
        Gen.Select(Gen.String[Gen.Char[' ', '~'], 1, 20].Where(name => name.Trim() == name && !name.Any("/\\".Contains) && name.Any(char.IsAsciiLetter)
                && !name.StartsWith("=?", StringComparison.Ordinal)), Gen.Bool)
            .Sample((name, extended) => FileName.Find(extended
                ? $"attachment; filename=other; filename*=UTF-8''{Uri.EscapeDataString(name)}"
                : $"attachment; filename=\"{name.Replace("\"", "\\\"", StringComparison.Ordinal)}\"; size=1") == name);
}
