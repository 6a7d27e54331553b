namespace StackOne.Ats.Client.Testing.Tests;

/// <summary>An operation of the contract.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path below <c>/unified/ats/</c>, with placeholders.</param>
/// <param name="Status">The success status.</param>
/// <param name="Result">The schema of the success.</param>
internal sealed record ContractOperation(string Id, string Method, string Path, int Status, string Result);

/// <summary>
/// What the facts of the contract say about the operations of the Unified ATS API and the members of their results, and about all bodies. The results of
/// the Platform API differ in each: see <see cref="LinkedAccountTests"/>.
/// </summary>
internal static class Contract
{
    private const string Prefix = "/unified/ats/";

    private static readonly string[] Lines = ReadLines();

    /// <summary>The facts: a place, such as <c>schema User.name</c>, and what is there.</summary>
    private static readonly Dictionary<string, string> Facts = Read();

    internal static IReadOnlyDictionary<string, ContractOperation> Operations { get; } = Facts
        .Where(fact => fact.Key.Split(' ') is ["operation", _] && fact.Value.Contains($" {Prefix}", StringComparison.Ordinal))
        .Select(fact => Operation(fact.Key, fact.Value.Split(' ')))
        .ToDictionary(operation => operation.Id);

    /// <summary>The operations that have a body, of all APIs.</summary>
    internal static IEnumerable<string> OperationsWithBody =>
        Facts.Keys.Select(place => place.Split(' ')).Where(place => place is ["operation", _, "body", ..]).Select(place => place[1]);

    internal static IEnumerable<string> Members(string schema) =>
        Facts.Keys.Where(place => place.StartsWith($"schema {schema}.", StringComparison.Ordinal)).Select(place => place.Split('.')[1]);

    /// <summary>The schema of the body of an operation.</summary>
    internal static string Body(string operation) => Facts[$"operation {operation} body application/json"].Split(' ')[0];

    internal static string Method(string operation) => Facts[$"operation {operation}"].Split(' ')[0];

    /// <summary>The type of a member, in the notation of the facts, without its nullability.</summary>
    internal static string TypeOf(string schema, string member)
    {
        string type = Facts[$"schema {schema}.{member}"].Replace("closed enum", "enum", StringComparison.Ordinal);
        return type[..(type.IndexOfAny(['?', ' ']) is > 0 and var end ? end : type.Length)];
    }

    /// <summary>The values of a member, as JSON; none if it is no enumeration. Those of the items of a list, if its name ends in <c>[]</c>.</summary>
    internal static IEnumerable<string> Values(string schema, string member)
    {
        string place = $"schema {schema}.{member} = ";
        return Lines.Where(line => line.StartsWith(place, StringComparison.Ordinal)).Select(line => line[place.Length..]);
    }

    /// <summary>The schema of a member, or of its items.</summary>
    internal static string SchemaOf(string schema, string member) => TypeOf(schema, member).Trim('[', ']');

    private static ContractOperation Operation(string place, string[] endpoint)
    {
        var (success, result) = Facts.First(fact => fact.Key.StartsWith($"{place} 2", StringComparison.Ordinal));
        return new(place.Split(' ')[1], endpoint[0], endpoint[1][Prefix.Length..], int.Parse(success.Split(' ')[2], null), result);
    }

    private static Dictionary<string, string> Read() => Lines
        .Select(line => line.Split(": ", 2))
        .Where(fact => fact.Length == 2 && !fact[0].StartsWith('#'))
        .ToDictionary(fact => fact[0], fact => fact[1]);

    private static string[] ReadLines()
    {
        using Stream resource = typeof(Contract).Assembly.GetManifestResourceStream("facts.txt")!;
        return new StreamReader(resource).ReadToEnd().Split('\n');
    }
}
