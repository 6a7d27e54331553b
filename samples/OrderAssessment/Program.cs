using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderAssessment;
using StackOne.Ats.Client;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Testing;

// Orders an assessment and prints the candidate's test link. See Arguments.cs for the options and exit codes.

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

    // Without an account, the order is sent to a local sandbox. The client code is the same.
    Account? account = Account.Find(builder.Configuration, arguments);
    await using StackOneSandbox? sandbox = account is null ? FaultInjection.StartSandbox(arguments) : null;
    Uri address = sandbox?.BaseAddress ?? new StackOneAtsClientOptions().BaseAddress;

    builder.Services.AddStackOneAts(options =>
    {
        options.ApiKey = account?.ApiKey ?? sandbox?.ApiKey;
        options.AccountId = account?.Id ?? "sandbox-account";
        options.BaseAddress = address;
        options.IdleTimeout = arguments.Fault?.IdleTimeout ?? options.IdleTimeout;
    });

    using IHost host = builder.Build();
    StackOneAtsClient client = host.Services.GetRequiredService<StackOneAtsClient>();
    Report.Destination(account, address);

    AssessmentOrderResult result = await client
        .WithHeartbeat(arguments.Heartbeat)
        .OnResponse(Report.Response)
        .Assessments.OrderAsync(Order.Example(), cancellation.Token);

    Report.Success(result);
    return ExitCode.Done;
}
catch (StackOneException failure)
{
    Report.Failure(failure);
    return ExitCode.Failed;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Canceled. The order may already have been placed.");
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
