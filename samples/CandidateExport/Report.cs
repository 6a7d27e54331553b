using StackOne.Ats.Client;

namespace CandidateExport;

/// <summary>Prints the accounts that failed.</summary>
internal static class Report
{
    /// <summary>Prints the failures and returns the exit code.</summary>
    internal static int Failures(IReadOnlyDictionary<string, StackOneException> failures)
    {
        foreach ((string account, StackOneException failure) in failures.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Console.Error.WriteLine($"{account}: {failure.GetType().Name}: {failure.Message}{Advice(failure)}");
        }

        return failures.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static string Advice(StackOneException failure) => failure switch
    {
        // StackOne does not document how long a cursor is valid.
        StackOneBadRequestException => "\n  If the export was interrupted long ago, its cursor may have expired: delete the files of the account.",
        _ => "",
    };
}
