using System.Data.Common;
using CandidateSync;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Spectre.Console;
using StackOne.Ats.Client;
using StackOne.Ats.Client.Testing;

// Keeps a copy of the candidates of linked accounts up to date. See Arguments.cs for the options and exit codes, and AccountReader.cs for the calls.

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
    // Calls that fail are shown with their account.
    builder.Logging.AddFilter("StackOne.Ats.Client", level => level == LogLevel.Warning);
    builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    await using StackOneSandbox? sandbox = builder.AddStackOne(arguments);
    string? connection = builder.Configuration.GetConnectionString("Sync");
    if (arguments is { Export: not null, Once: false } && sandbox is not null && connection is null)
    {
        throw new UsageException("There is no copy to export yet. Add --once, or set ConnectionStrings__Sync.");
    }

    await using CopySetup copy = CopySetup.Open(connection, isTemporary: sandbox is not null);
    copy.AddTo(builder.Services);
    builder.Services.AddSingleton(arguments).AddSingleton(AnsiConsole.Console).AddSingleton<SyncProgress>().AddSingleton<Screen>();
    builder.Services.AddSingleton<AccountList>().AddSingleton<AccountReader>().AddSingleton<Worker>().AddSingleton<Exporter>();

    using IHost host = builder.Build();
    var databases = host.Services.GetRequiredService<IDbContextFactory<SyncDb>>();
    await copy.CreateAsync(databases);
    Screen screen = host.Services.GetRequiredService<Screen>();
    bool isComplete = true;
    if (arguments.Export is null || arguments.Once)
    {
        Uri stackOne = host.Services.GetRequiredService<IOptions<StackOneAtsClientOptions>>().Value.BaseAddress;
        Console.WriteLine($"{(sandbox is null ? "StackOne" : "Sandbox")} at {stackOne.OriginalString}");
        await using WebApplication? events = await ListenAsync(arguments, databases, sandbox);
        await host.StartAsync();
        CancellationToken stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        try
        {
            await screen.ShowAsync(() => host.Services.GetRequiredService<Worker>().RunAsync(stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && !arguments.Once)
        {
            // This is how it ends without --once.
        }

        isComplete = await screen.WriteTotalAsync() || !arguments.Once;
        await host.StopAsync();
    }

    if (arguments.Export is { } format)
    {
        await host.Services.GetRequiredService<Exporter>().WriteAsync(format, arguments.Output ?? format.DefaultFile);
    }

    return isComplete ? ExitCode.Done : ExitCode.Failed;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Stopped. Run the same command again to continue.");
    return ExitCode.Failed;
}
catch (StackOneForbiddenException failure)
{
    Console.Error.WriteLine($"{failure.Message}\nTo list the accounts, the key needs the scope of the Platform API. Without it, use --accounts.");
    return ExitCode.Failed;
}
catch (Exception failure) when (failure is StackOneException or IOException or UnauthorizedAccessException or DbException or ArgumentException
    || failure is InvalidOperationException { InnerException: DbException })
{
    // The messages have no secrets and no data of candidates.
    Console.Error.WriteLine((failure as InvalidOperationException)?.InnerException?.Message ?? failure.Message);
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

static async Task<WebApplication?> ListenAsync(Arguments arguments, IDbContextFactory<SyncDb> databases, StackOneSandbox? sandbox)
{
    const string Secret = "a secret of the sandbox";
    if (arguments.Events is null && sandbox is null)
    {
        return null;
    }

    // The sandbox sends events, too: what a person sets in StackOne's dashboard is set here.
    string address = arguments.Events ?? "http://127.0.0.1:0";
    WebApplication events = await Events.ListenAsync(address, databases, arguments, sandbox is null ? null : [Secret]);
    sandbox?.Webhooks.Add(new Uri(new Uri(events.Urls.First()), Events.Path), Secret);
    return events;
}
