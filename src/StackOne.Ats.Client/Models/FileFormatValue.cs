namespace StackOne.Ats.Client.Models;

public readonly partial record struct FileFormatValue
{
    /// <summary>The format that the extension of a file's name stands for, such as <see cref="Pdf"/> for <c>cv.PDF</c>.</summary>
    /// <param name="fileName">The name of the file, also with a path.</param>
    /// <returns>The extension in lower case, whether StackOne knows it or not; null if the name has none.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="fileName"/> is null.</exception>
    public static FileFormatValue? FromFileName(string fileName)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        // Path knows the separators of this operating system only, and a name can come from another.
        string name = fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..];
        string extension = Path.GetExtension(name.TrimEnd()).TrimStart('.');
        return extension.Length == 0 ? default(FileFormatValue?) : new FileFormatValue(extension.ToLowerInvariant());
    }
}
