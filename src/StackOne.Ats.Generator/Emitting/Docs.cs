using System.Text.RegularExpressions;
using StackOne.Ats.Generator.Model;

namespace StackOne.Ats.Generator.Emitting;

/// <summary>Emits doc comments from the descriptions in the contract, in which backticks mark code and empty lines separate paragraphs.</summary>
internal static partial class Docs
{
    private const int Width = 120;

    /// <param name="type">The type of the member that is described, if it is one.</param>
    public static void Summary(CodeWriter code, string text, TypeReference? type = null) => Element(code, "summary", "summary", text, type);

    private static void Parameter(CodeWriter code, string name, string text) =>
        Element(code, $"param name=\"{name.TrimStart('@')}\"", "param", text);

    private static void Exception(CodeWriter code, string type, string text) =>
        Element(code, $"exception cref=\"{type}\"", "exception", text);

    public static void Method(CodeWriter code, Operation operation)
    {
        Summary(code, operation.Docs.Summary);
        if (operation.Docs.Remarks is { } remarks)
        {
            Element(code, "remarks", "remarks", remarks);
        }

        if (operation.Docs.CodeSample is { } sample)
        {
            code.Write(Comment($"<example>\n<code>\n{Escape(sample)}\n</code>\n</example>"));
        }

        foreach (PathParameter parameter in operation.PathParameters)
        {
            Parameter(code, parameter.Name, parameter.Description);
        }

        if (operation.Body is { } body)
        {
            Parameter(code, "request", body.Description);
        }

        if (operation.Query is not null)
        {
            Parameter(code, "query", "What to read; null uses StackOne's defaults.");
        }

        bool isList = operation.Result.Kind == ResultKind.Page;
        Parameter(
            code,
            "cancellationToken",
            isList ? "Cancels reading, in addition to a token that is passed to the enumeration."
            : operation.HttpMethod == "GET" ? "Cancels the call at any stage."
            : "Cancels the call at any stage. A request that was already sent may still be processed.");
        if (isList)
        {
            Element(
                code,
                "returns",
                "returns",
                "The items. Nothing is sent until they are enumerated; then pages are fetched as they are needed. "
                + "Each enumeration reads the list from its beginning. `AsPages` gives the pages with their cursors.");
        }
        else if (operation.Docs.Returns is { } returns && operation.Result.Kind != ResultKind.None)
        {
            Element(code, "returns", "returns", Reading.Descriptions.Sentence(returns));
        }

        Exceptions(code, operation);
    }

    private static void Exceptions(CodeWriter code, Operation operation)
    {
        PathParameter[] texts = [.. operation.PathParameters.Where(parameter => parameter.IsText)];
        string[] required =
        [
            .. texts.Select(parameter => parameter.Name),
            .. operation.Body is { Type.Kind: not TypeKind.Any } ? ["request"] : Array.Empty<string>(),
        ];
        if (required.Length > 0)
        {
            code.Write($"/// <exception cref=\"ArgumentNullException\">{string.Join(" or ", required.Select(Reference))} is null.</exception>");
        }

        string paths = string.Concat(texts.Select(
            parameter => $", or `{parameter.Name.TrimStart('@')}` is blank, `.`, `..` or not valid UTF-16"));
        string body = operation.Body is null ? "" : ", or the request has a value that cannot be sent";
        string query = operation.Query is null ? "" : ", or the query has a value that cannot be sent";
        string[] faults = [paths, body, query];
        if (faults.Any(fault => fault.Length > 0))
        {
            string text = string.Concat(faults)[", or ".Length..];
            Exception(code, "ArgumentException", char.ToUpperInvariant(text[0]) + text[1..] + ".");
        }

        if (operation.TakesAccount)
        {
            Exception(code, "InvalidOperationException", "No account is set.");
        }

        if (operation.Result.Kind == ResultKind.Page)
        {
            // The others are thrown by the enumeration, which documents them.
            return;
        }

        Exception(code, "StackOneApiException", "An error status. Catch a derived type to handle a specific status.");
        Exception(
            code,
            "StackOneException",
            "The call failed for another reason, such as a lost connection, a timeout or a response that cannot be read.");
        Exception(code, "OperationCanceledException", "`cancellationToken` was canceled.");
    }

    private static string Reference(string parameter) => $"<paramref name=\"{parameter.TrimStart('@')}\"/>";

    private static void Element(CodeWriter code, string opening, string closing, string text, TypeReference? type = null)
    {
        string[] paragraphs = text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        paragraphs = [.. paragraphs.Select(paragraph => Inline(paragraph, code.References, type))];
        string line = $"<{opening}>{paragraphs[0]}</{closing}>";
        if (paragraphs.Length == 1 && line.Length <= Width)
        {
            code.Write(Comment(line));
            return;
        }

        IEnumerable<string> lines = paragraphs.Length == 1
            ? Wrap(paragraphs[0])
            : paragraphs.SelectMany(paragraph => Wrap($"<para>{paragraph}</para>"));
        code.Write(Comment($"<{opening}>\n{string.Join('\n', lines)}\n</{closing}>"));
    }

    private static string Comment(string lines) =>
        string.Join('\n', lines.ReplaceLineEndings("\n").Split('\n').Select(line => $"/// {line}".TrimEnd()));

    private static string Inline(string paragraph, References references, TypeReference? type) => CodePattern().Replace(
        Escape(string.Join(' ', paragraph.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries))),
        match => references.Find(match.Groups[1].Value, type) is { } member ? $"<see cref=\"{member}\"/>" : $"<c>{match.Groups[1].Value}</c>");

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);

    private static IEnumerable<string> Wrap(string text)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + word.Length >= Width)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex CodePattern();
}
