namespace StackOne.Ats.Client.Fuzz;

/// <summary>Takes away from a failing input what it fails without: halves first, single bytes last.</summary>
internal static class Minimizer
{
    private const int MostTries = 5_000;

    internal static byte[] Minimize(byte[] input, Func<byte[], bool> fails)
    {
        int tries = 0;
        for (int size = Math.Max(input.Length / 2, 1); size > 0; size /= 2)
        {
            for (int at = 0; at + size <= input.Length && tries < MostTries; tries++)
            {
                byte[] shorter = [.. input[..at], .. input[(at + size)..]];
                if (fails(shorter))
                {
                    input = shorter;
                }
                else
                {
                    at += size;
                }
            }
        }

        return input;
    }
}
