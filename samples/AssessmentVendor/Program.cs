using AssessmentVendor;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackOne.Ats.Client;
using StackOne.Ats.Client.Testing;

// Processes an order of an assessment and sends the result. See Arguments.cs for the options and exit codes, and Vendor.cs for the calls.

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

    // Without an account, the order is placed in a local sandbox. The vendor's code is the same.
    Account? account = Account.Find(builder.Configuration, arguments);
    await using StackOneSandbox? sandbox = account is null ? StackOneSandbox.Start() : null;
    Uri address = sandbox?.BaseAddress ?? new StackOneAtsClientOptions().BaseAddress;

    builder.Services.AddStackOneAts(options =>
    {
        options.ApiKey = account?.ApiKey ?? sandbox?.ApiKey;
        options.AccountId = account?.Id ?? "sandbox-account";
        options.BaseAddress = address;
    });
    builder.Services.AddSingleton<Vendor>();

    using IHost host = builder.Build();
    StackOneAtsClient client = host.Services.GetRequiredService<StackOneAtsClient>();
    Report.Destination(account, address);
    Order order = sandbox is null
        ? arguments.Order!
        : await Customer.OrderAsync(client, sandbox, arguments.Fault, cancellation.Token);

    if (!await host.Services.GetRequiredService<Vendor>().ProcessAsync(order, cancellation.Token))
    {
        Report.Canceled();
        return ExitCode.Failed;
    }

    if (sandbox is not null)
    {
        Report.ResultLink(await Customer.ResultLinkAsync(client, order, cancellation.Token));
    }

    return ExitCode.Done;
}
catch (StackOneException failure)
{
    Report.Failure(failure);
    return ExitCode.Failed;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Canceled. The result may already have been sent; it is safe to process the order again.");
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
