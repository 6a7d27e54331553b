using StackOne.Ats.Client;
using StackOne.Ats.Client.Models;

namespace Vendor._1;

/// <summary>Carries out the orders of the inbox. An order that fails does not stop the others, and is tried again.</summary>
internal sealed partial class OrderWorker(Inbox inbox, Assessment assessment, ILogger<OrderWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            foreach (string file in inbox.List())
            {
                await CarryOutAsync(file, stoppingToken);
            }

            await inbox.WaitAsync(Pause, stoppingToken);
        }
    }

    private async Task CarryOutAsync(string file, CancellationToken stoppingToken)
    {
        string? orderId = null;
        try
        {
            AssessmentOrderEvent received = await Inbox.ReadAsync(file, stoppingToken);
            orderId = received.RecordId;
            LogTaken(orderId, received.Order?.Package?.Id);
            await assessment.CarryOutAsync(received, stoppingToken);
            inbox.Complete(file);
            LogReported(orderId);
        }
        catch (Exception failure) when (WouldFailAgain(failure))
        {
            inbox.SetAside(file);
            LogSetAside(failure, orderId, file);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            // It can pass: an account to be connected again, a limit, a provider or a network that is down.
            LogFailed(failure, orderId);
        }
    }

    private static bool WouldFailAgain(Exception failure) => failure is InvalidDataException
        or StackOneBadRequestException
        or StackOneNotFoundException
        or StackOneConflictException
        or StackOneUnprocessableEntityException
        or StackOneNotImplementedException;

    [LoggerMessage(1, LogLevel.Information, "Order {OrderId} of the package {PackageId} is taken.")]
    private partial void LogTaken(string? orderId, string? packageId);

    [LoggerMessage(2, LogLevel.Information, "The result of order {OrderId} is reported.")]
    private partial void LogReported(string? orderId);

    [LoggerMessage(3, LogLevel.Error, "Order {OrderId} cannot be carried out. It is kept beside {File}.")]
    private partial void LogSetAside(Exception failure, string? orderId, string file);

    [LoggerMessage(4, LogLevel.Warning, "Order {OrderId} has failed. It is tried again.")]
    private partial void LogFailed(Exception failure, string? orderId);
}
