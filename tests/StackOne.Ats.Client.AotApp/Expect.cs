internal static class Expect
{
    /// <summary>Ends the program with 1 if the two differ.</summary>
    public static void Equal(string expected, string? actual)
    {
        if (expected != actual)
        {
            Console.Error.WriteLine($"Expected: {expected}\nActual:   {actual}");
            Environment.Exit(1);
        }
    }
}
