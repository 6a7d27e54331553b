using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderAssessment;
using StackOne.Ats.Client;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Testing;

// Orders one assessment and prints the candidate's test link; Arguments.cs has the options and the exit codes.

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

    // Without an account at StackOne the order goes to a sandbox on this machine. To the client, they are the same.
    Account? account = Account.Find(builder.Configuration, arguments);
    await using StackOneSandbox? sandbox = account is null ? Faults.StartSandbox(arguments) : null;

    builder.Services.AddStackOneAts(options =>
    {
        options.ApiKey = account?.ApiKey ?? sandbox?.ApiKey;
        options.AccountId = account?.Id ?? "sandbox-account";
        options.BaseAddress = sandbox?.BaseAddress ?? options.BaseAddress;
        options.IdleTimeout = arguments.Fault?.IdleTimeout ?? options.IdleTimeout;
    });

    using IHost host = builder.Build();
    StackOneAtsClient client = host.Services.GetRequiredService<StackOneAtsClient>();

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
    Console.Error.WriteLine("Canceled. The order may have been placed all the same.");
    return ExitCode.Failed;
}
catch (UsageException wrong)
{
    Console.Error.WriteLine($"{wrong.Message}\n\n{Arguments.Usage}");
    return ExitCode.BadUsage;
}
catch (OptionsValidationException wrong)
{
    // It names the option and the rule, never the value.
    Console.Error.WriteLine(wrong.Message);
    return ExitCode.BadUsage;
}
