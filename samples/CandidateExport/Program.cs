using System.Threading.RateLimiting;
using CandidateExport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackOne.Ats.Client;

// Exports the candidates of linked accounts. See Arguments.cs for the options and exit codes, and Exporter.cs for the calls.

using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    cancellation.Cancel();
};

try
{
    Arguments arguments = Arguments.Parse(args);
    if (arguments.Help)
    {
        Console.WriteLine(Arguments.Usage);
        return ExitCode.Done;
    }

    HostApplicationBuilder builder = Host.CreateApplicationBuilder();
    builder.Logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole(console => console.SingleLine = true);
    await using Source source = Source.Open(builder.Configuration, arguments);

    // The client waits when StackOne refuses a request. With a limiter, it stays below the 1000 requests a minute that StackOne allows each
    // key: at most the 100 of the bucket, and 15 a second. Lower it if other programs use the same key.
    using var limiter = new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
    {
        TokenLimit = 100,
        TokensPerPeriod = 15,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });
    builder.Services.AddStackOneAts(options =>
    {
        options.ApiKey = source.ApiKey;
        options.BaseAddress = source.Address;
        options.RateLimiter = limiter;
    });

    using IHost host = builder.Build();
    var progress = new Progress(source.Accounts.Count, pages =>
    {
        if (pages == arguments.InterruptAfter)
        {
            cancellation.Cancel();
        }
    });
    var exporter = new Exporter(host.Services.GetRequiredService<StackOneAtsClient>(), arguments, progress);
    string folder = Directory.CreateDirectory(source.Folder).FullName;
    Console.WriteLine($"{source}\nExporting to {folder}");
    IReadOnlyDictionary<string, StackOneException> failures;
    try
    {
        failures = await exporter.ExportAsync(source.Accounts, folder, cancellation.Token);
    }
    finally
    {
        progress.Finish();
    }

    return Report.Failures(failures);
}
catch (StackOneException failure)
{
    Console.Error.WriteLine($"{failure.GetType().Name}: {failure.Message}");
    return ExitCode.Failed;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Interrupted. Run the same command with the same --output to continue.");
    return ExitCode.Failed;
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(exception.Message);
    return ExitCode.Failed;
}
catch (UsageException exception)
{
    Console.Error.WriteLine($"{exception.Message}\n\n{Arguments.Usage}");
    return ExitCode.BadUsage;
}
catch (OptionsValidationException exception)
{
    // The message names the option and the rule, never the value.
    Console.Error.WriteLine(exception.Message);
    return ExitCode.BadUsage;
}
