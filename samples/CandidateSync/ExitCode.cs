namespace CandidateSync;

internal static class ExitCode
{
    internal const int Done = 0;
    internal const int Failed = 1;
    internal const int BadUsage = 2;
}
