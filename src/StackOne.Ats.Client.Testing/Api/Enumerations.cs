using System.Collections.Concurrent;
using System.Reflection;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Testing.Api;

/// <summary>
/// The values of the contract's enumerations: those that the client's enumerations have members for, unless there is a list of them (a generated
/// resource), because the contract has too many for members.
/// </summary>
/// <remarks>The enumerations are open for what StackOne sends: a provider may have other values. What it takes are these.</remarks>
internal static class Enumerations
{
    private static readonly ConcurrentDictionary<string, HashSet<string>> Values = new();

    /// <param name="type">The name of the enumeration among the client's models.</param>
    /// <param name="value">The JSON string.</param>
    internal static bool Contains(string type, string value) => Values.GetOrAdd(type, ValuesOf).Contains(value);

    private static HashSet<string> ValuesOf(string name)
    {
        if (Embedded.Lines($"{name}.txt") is { } lines)
        {
            return [.. lines];
        }

        Type type = typeof(Candidate).Assembly.GetType($"{typeof(Candidate).Namespace}.{name}", throwOnError: true)!;
        return [.. type.GetProperties(BindingFlags.Public | BindingFlags.Static).Select(member => member.GetValue(null)!.ToString()!)];
    }
}
