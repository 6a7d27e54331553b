namespace StackOne.Ats.Client.Tests.Api;

/// <summary>The examples in the doc comments of operations. That they compile is the test; the other part of the class is generated.</summary>
internal static partial class Examples
{
#pragma warning disable SA1300, IDE1006 // The variables of the examples.
    private static StackOneAtsClient client => throw new NotSupportedException();

    private static CancellationToken cancellationToken => CancellationToken.None;

    private static DateTimeOffset since => DateTimeOffset.UnixEpoch;

    private static string accountId => "account-1";

    private static long sessionId => 1;

    private static string applicationId => "application-1";

    private static string candidateId => "candidate-1";

    private static string documentId => "document-1";

    private static string orderId => "order-1";
}
