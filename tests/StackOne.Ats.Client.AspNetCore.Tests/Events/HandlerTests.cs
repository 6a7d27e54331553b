using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using StackOne.Ats.Client.AspNetCore.Tests.Support;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.AspNetCore.Tests.Events;

public class HandlerTests
{
    /// <summary>Each way to pass a handler; all store the event as <c>handler</c>.</summary>
    private static readonly Dictionary<string, Action<WebApplication>> Ways = new()
    {
        ["typed"] = app => app.MapStackOneWebhooks(
            App.Events,
            (StackOneEvent received, CancellationToken cancellationToken) => InboxOf(app).StoreAsync(received)),
        ["typed, of the order"] = app => app.MapStackOneWebhooks(
            App.Events,
            (AssessmentOrderEvent received, CancellationToken cancellationToken) => InboxOf(app).StoreAsync(received)),
        ["typed, with a service"] = app => app.MapStackOneWebhooks(
            App.Events,
            async (StackOneEvent received, Inbox inbox, CancellationToken cancellationToken) => await inbox.StoreAsync(received)),
        ["delegate, the event alone"] = app => app.MapStackOneWebhooks(App.Events, (StackOneEvent received) => InboxOf(app).StoreAsync(received)),
        ["delegate, several services in any order"] = app => app.MapStackOneWebhooks(
            App.Events,
            (CancellationToken cancellationToken, Inbox inbox, TimeProvider time, StackOneEvent received) =>
                cancellationToken.CanBeCanceled && time is ObservedTime ? inbox.StoreAsync(received) : throw new InvalidOperationException()),
        ["delegate, keyed services"] = app => app.MapStackOneWebhooks(
            App.Events,
            ([FromKeyedServices("one")] Marker one, [FromKeyedServices("two")] Marker two, Inbox inbox, AssessmentOrderEvent received) =>
                inbox.StoreAsync(received, (one.Name, two.Name) == ("one", "two") ? "handler" : "wrong services")),
        ["delegate, nothing returned"] = app => app.MapStackOneWebhooks(
            App.Events,
            (StackOneEvent received, Inbox inbox) =>
            {
                inbox.StoreAsync(received);
            }),
        ["delegate, a ValueTask"] = app => app.MapStackOneWebhooks(
            App.Events,
            (StackOneEvent received, Inbox inbox) => new ValueTask(inbox.StoreAsync(received))),
        ["delegate, a ValueTask that is asynchronous"] = app => app.MapStackOneWebhooks(App.Events, StoreLaterAsync),
        ["delegate, a method"] = app => app.MapStackOneWebhooks(App.Events, StoreAsync),
    };

    public static TheoryData<string> WayNames { get; } = [.. Ways.Keys];

    [Theory]
    [MemberData(nameof(WayNames))]
    public async Task Handler_EachWay_IsCalledOnceWithTheEvent(string way)
    {
        await using App app = await App.StartAsync(Ways[way], services => services
            .AddKeyedSingleton("one", new Marker("one"))
            .AddKeyedSingleton("two", new Marker("two")));

        Assert.Equal(200, await app.PostAsync(App.Events, Requests.Order).StatusAsync());

        var received = Assert.IsType<AssessmentOrderEvent>(Assert.Single(app.Inbox.Received));
        Assert.Equal("cand-1", received.Order?.Candidate?.Id);
        Assert.Equal("handler", Assert.Single(app.Inbox.Callers));
        Assert.Empty(app.Errors);
    }

    [Theory]
    [InlineData("typed, of the order")]
    [InlineData("delegate, keyed services")]
    public async Task Handler_EventOfAnotherType_IsNotCalledAndAnswers200(string way)
    {
        await using App app = await App.StartAsync(Ways[way], services => services
            .AddKeyedSingleton("one", new Marker("one"))
            .AddKeyedSingleton("two", new Marker("two")));

        Assert.Equal(200, await app.PostAsync(App.Events, Requests.Named("ats_jobs.updated")).StatusAsync());

        Assert.Empty(app.Inbox.Received);
    }

    [Theory]
    [InlineData("ats_assessments.created", "order 1, order 2, any 1, any 2")]
    [InlineData("background_check.created", "check, any 1, any 2")]
    [InlineData("ats_assessments.updated", "record, any 1, any 2")]
    [InlineData("account.created", "account, any 1, any 2")]
    [InlineData("hris_employees.created", "any 1, any 2")]
    public async Task Classes_OfAnEvent_RunOwnTypeFirstInOrderOfRegistration(string name, string expected)
    {
        await using App app = await App.StartAsync(
            application => application.MapStackOneWebhooks(App.Events),
            services => services
                .AddHandler<StackOneEvent>("any 1")
                .AddHandler<AssessmentOrderEvent>("order 1")
                .AddHandler<RecordEvent>("record")
                .AddHandler<AccountEvent>("account")
                .AddHandler<BackgroundCheckOrderEvent>("check")
                .AddHandler<AssessmentOrderEvent>("order 2")
                .AddHandler<StackOneEvent>("any 2"));

        Assert.Equal(200, await app.PostAsync(App.Events, Requests.Named(name)).StatusAsync());

        Assert.Equal(expected, string.Join(", ", app.Inbox.Callers));
    }

    [Fact]
    public async Task Classes_WithNoneForTheType_AnswerWith200()
    {
        await using App app = await App.StartAsync(
            application => application.MapStackOneWebhooks(App.Events),
            services => services.AddHandler<AccountEvent>("account"));

        Assert.Equal(200, await app.PostAsync(App.Events, Requests.Order).StatusAsync());

        Assert.Empty(app.Inbox.Callers);
    }

    [Fact]
    public async Task Services_OfAHandler_AreOfTheScopeOfTheRequest()
    {
        var seen = new List<Scoped>();
        await using App app = await App.StartAsync(
            application => application.MapStackOneWebhooks(App.Events, (StackOneEvent received, Scoped scoped, CancellationToken cancellationToken) =>
            {
                Assert.False(scoped.IsDisposed);
                seen.Add(scoped);
                return Task.CompletedTask;
            }),
            services => services.AddScoped<Scoped>());

        Assert.Equal(200, await app.PostAsync(App.Events, Requests.Order).StatusAsync());
        Assert.Equal(200, await app.PostAsync(App.Events, Requests.Order).StatusAsync());

        Assert.Equal(2, seen.Distinct().Count());
    }

    private static Inbox InboxOf(WebApplication app) => app.Services.GetRequiredService<Inbox>();

    private static Task StoreAsync(Inbox inbox, StackOneEvent received) => inbox.StoreAsync(received);

    private static async ValueTask StoreLaterAsync(StackOneEvent received, Inbox inbox)
    {
        await Task.Yield();
        await inbox.StoreAsync(received);
    }

    internal sealed record Marker(string Name);

    private sealed class Scoped : IDisposable
    {
        internal bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }
}
