namespace StackOne.Ats.Client.Benchmarks;

internal static class ColdStart
{
    internal static void Run(int rounds) => Console.WriteLine(rounds);
}
