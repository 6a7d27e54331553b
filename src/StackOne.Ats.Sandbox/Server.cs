using StackOne.Ats.Client.Testing;

namespace StackOne.Ats.Sandbox;

/// <summary>Runs a sandbox until it is stopped.</summary>
internal static class Server
{
    internal const int Stopped = 0;
    internal const int Failed = 1;

    internal static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var page = new SandboxPage(arguments);
        var options = new StackOneSandboxOptions
        {
            Port = arguments.Port,
            Address = arguments.Address,
            ApiKey = arguments.Key,
            RequestsPerMinute = arguments.RequestsPerMinute,
            Page = page.AnswerAsync,
        };
        try
        {
            await using StackOneSandbox sandbox = Start(options, arguments);
            page.Sandbox = sandbox;
            Console.WriteLine($"""
                StackOne sandbox at {sandbox.BaseAddress.OriginalString}
                  API key:   {sandbox.ApiKey}
                  Accounts:  any value of x-account-id, such as account-1
                  Page:      {sandbox.BaseAddress}
                  Webhooks:  {(arguments.Webhooks.Count == 0 ? "none: set --webhook and --secret" : string.Join(", ", arguments.Webhooks))}
                  Packages:  {arguments.Packages?.ToString() ?? "none: set --packages, and --package-secret or --package-key"}
                Press Ctrl+C to stop.
                """);
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Stopped by its user.
        }
        catch (Exception exception) when (exception is IOException or ArgumentException)
        {
            Console.Error.WriteLine(exception.Message);
            return Failed;
        }

        return Stopped;
    }

    private static StackOneSandbox Start(StackOneSandboxOptions options, Arguments arguments)
    {
        var sandbox = StackOneSandbox.Start(options);
        try
        {
            arguments.AddWebhooks(sandbox);
            return sandbox;
        }
        catch
        {
            sandbox.Dispose();
            throw;
        }
    }
}
