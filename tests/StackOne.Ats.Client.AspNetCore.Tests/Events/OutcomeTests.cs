using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Testing;
using StackOne.Ats.Client.AspNetCore.Tests.Support;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.AspNetCore.Tests.Events;

public class OutcomeTests
{
    private readonly TaskCompletionSource _isRunning = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _goesOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answer_BeforeAllHandlersHaveFinished_IsNotSent()
    {
        await using App app = await StartAsync(services => services.AddHandler<AssessmentOrderEvent>("first").AddHandler<StackOneEvent>(WaitAsync));

        Task<HttpResponseMessage> answer = app.PostAsync(App.Events, Requests.Order);
        await _isRunning.Task.WaitAsync(Token);
        Assert.False(answer.IsCompleted);
        _goesOn.SetResult();

        Assert.Equal(200, await answer.StatusAsync());
    }

    public static TheoryData<string> Failures { get; } = ["later", "synchronous", "canceled of its own", "a null task", "constructed"];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Handler_Failing_IsA500AndTheOthersRun(string failure)
    {
        await using App app = await StartAsync(services =>
        {
            services.AddHandler<AssessmentOrderEvent>("before");
            if (failure == "constructed")
            {
                services.AddHandler<StackOneEvent>("never");
                services.AddScoped<IStackOneEventHandler<StackOneEvent>>(_ => throw new InvalidOperationException("handler failed"));
                return;
            }

            services.AddHandler<AssessmentOrderEvent>((_, _) => failure switch
            {
                "later" => FailAsync(),
                "synchronous" => throw new InvalidOperationException("handler failed"),
                "canceled of its own" => Task.FromCanceled(new CancellationToken(canceled: true)),
                _ => null!,
            });
            services.AddHandler<AssessmentOrderEvent>("after").AddHandler<StackOneEvent>("any");
        });

        Assert.Equal(500, await app.PostAsync(App.Events, Requests.Order).StatusAsync());

        Assert.Equal(failure == "constructed" ? ["before"] : ["before", "after", "any"], app.Inbox.Callers);
        FakeLogRecord record = Assert.Single(app.Errors);
        Assert.Equal(22, record.Id.Id);
        Assert.Equal($"A handler of event ats_assessments.created failed, and StackOne received a 500: {Requests.OrderKey}", record.Message);
        Assert.NotNull(record.Exception);
    }

    /// <summary>It has done nothing, and the order would be lost.</summary>
    [Fact]
    public async Task Delegate_ReturningNoTask_IsA500()
    {
        await using App app = await App.StartAsync(application => application.MapStackOneWebhooks(
            App.Events,
            (Delegate)((StackOneEvent received) => (Task)null!)));

        Assert.Equal(500, await app.PostAsync(App.Events, Requests.Order).StatusAsync());
    }

    /// <summary>The constructor of one type of handlers must not cost the handlers of the other.</summary>
    [Fact]
    public async Task Construction_FailingForTheOwnType_LeavesTheHandlersOfAllEvents()
    {
        await using App app = await StartAsync(services => services
            .AddHandler<StackOneEvent>("any")
            .AddScoped<IStackOneEventHandler<AssessmentOrderEvent>>(_ => throw new InvalidOperationException()));

        Assert.Equal(500, await app.PostAsync(App.Events, Requests.Order).StatusAsync());

        Assert.Equal("any", Assert.Single(app.Inbox.Callers));
    }

    [Fact]
    public async Task Handlers_EachFailing_AreEachLogged()
    {
        await using App app = await StartAsync(services => services
            .AddHandler<StackOneEvent>((_, _) => throw new InvalidOperationException("first"))
            .AddHandler<StackOneEvent>((_, _) => throw new InvalidOperationException("second")));

        Assert.Equal(500, await app.PostAsync(App.Events, Requests.Order).StatusAsync());

        Assert.Equal(["first", "second"], app.Errors.Select(record => record.Exception!.Message));
    }

    [Fact]
    public async Task Handler_Hanging_IsCanceledAfterTheTimeoutAndTheNextHasTimeOfItsOwn()
    {
        bool isNextCanceled = true;
        await using App app = await StartAsync(services => services
            .AddHandler<StackOneEvent>((_, cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken))
            .AddHandler<StackOneEvent>((_, cancellationToken) =>
            {
                isNextCanceled = cancellationToken.IsCancellationRequested;
                return Task.CompletedTask;
            }));

        Task<HttpResponseMessage> answer = app.PostAsync(App.Events, Requests.Order);
        await app.Time.TimerAsync(TimeSpan.FromSeconds(30));
        app.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.Empty(app.Errors);
        app.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(500, await answer.StatusAsync());
        Assert.False(isNextCanceled);
        Assert.IsType<TaskCanceledException>(Assert.Single(app.Errors).Exception);
    }

    [Fact]
    public async Task Client_GoingAway_CancelsNothing()
    {
        CancellationToken handlers = default;
        var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using App app = await StartAsync(services => services.AddSingleton(this).AddHandler<StackOneEvent>((received, cancellationToken) =>
        {
            handlers = cancellationToken;
            return WaitAsync(received, cancellationToken);
        }).AddHandler<StackOneEvent>("stored"), application => application.Use((context, next) =>
        {
            context.RequestAborted.Register(aborted.SetResult);
            return next(context);
        }));
        using var client = new CancellationTokenSource();

        Task<HttpResponseMessage> answer = app.PostAsync(App.Events, Requests.Order, client.Token);
        await _isRunning.Task.WaitAsync(Token);
        await client.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        await aborted.Task.WaitAsync(Token);

        Assert.False(handlers.IsCancellationRequested);
        _goesOn.SetResult();
        await app.StopAsync();
        Assert.Equal("stored", Assert.Single(app.Inbox.Callers));
        Assert.Empty(app.Errors);
    }

    [Fact]
    public async Task Process_StoppedWhileAHandlerStores_LetsItFinish()
    {
        await using App app = await StartAsync(services => services.AddHandler<StackOneEvent>(WaitAsync).AddHandler<StackOneEvent>("stored"));

        Task<HttpResponseMessage> answer = app.PostAsync(App.Events, Requests.Order);
        await _isRunning.Task.WaitAsync(Token);
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);
        Task stop = app.StopAsync();
        await stopping.Task.WaitAsync(Token);
        Assert.False(answer.IsCompleted);
        _goesOn.SetResult();

        Assert.Equal(200, await answer.StatusAsync());
        await stop;
        Assert.Equal("stored", Assert.Single(app.Inbox.Callers));
    }

    private static Task<App> StartAsync(Action<IServiceCollection> services, Action<WebApplication>? before = null) => App.StartAsync(
        application =>
        {
            before?.Invoke(application);
            application.MapStackOneWebhooks(App.Events);
        },
        services);

    private static async Task FailAsync()
    {
        await Task.Yield();
        throw new InvalidOperationException("handler failed");
    }

    private Task WaitAsync(StackOneEvent received, CancellationToken cancellationToken)
    {
        _isRunning.TrySetResult();
        return _goesOn.Task.WaitAsync(cancellationToken);
    }
}
