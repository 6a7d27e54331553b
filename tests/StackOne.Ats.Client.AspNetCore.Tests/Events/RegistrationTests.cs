using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using StackOne.Ats.Client.AspNetCore.Tests.Support;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.AspNetCore.Tests.Events;

public class RegistrationTests
{
    /// <summary>A handler that cannot be, and a part of the message.</summary>
    private static readonly Dictionary<string, Delegate> Mistakes = new()
    {
        ["exactly one parameter of the type StackOneEvent"] = (Inbox inbox) => Task.CompletedTask,
        ["exactly one parameter of the type StackOneEvent, or of a type below it"] = (StackOneEvent first, RecordEvent second) => Task.CompletedTask,
        ["is an async void"] = StoreAsync,
        ["returns System.Boolean"] = (StackOneEvent received) => true,
        ["returns Microsoft.AspNetCore.Http.IResult"] = async (StackOneEvent received) =>
        {
            await Task.Yield();
            return Results.StatusCode(503);
        },
        ["returns System.Collections.Generic.IAsyncEnumerable`1"] = (StackOneEvent received, Inbox inbox) => EnumerateAsync(),
    };

    public static TheoryData<string> Messages { get; } = [.. Mistakes.Keys];

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task Map_HandlerThatCannotBe_Throws(string message)
    {
        var thrown = await Assert.ThrowsAsync<ArgumentException>(() => MapAsync(app => app.MapStackOneWebhooks(App.Events, Mistakes[message])));

        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
        Assert.Equal("handler", thrown.ParamName);
    }

    [Fact]
    public async Task Map_NoHandlerRegistered_Throws()
    {
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => MapAsync(app => app.MapStackOneWebhooks(App.Events)));

        Assert.Contains("No handler of webhooks is registered", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Map_ServiceThatIsNotRegistered_Throws()
    {
        Action<WebApplication>[] ways =
        [
            app => app.MapStackOneWebhooks(App.Events, (StackOneEvent received, RegistrationTests missing, CancellationToken cancellationToken) =>
                Task.CompletedTask),
            app => app.MapStackOneWebhooks(App.Events, (StackOneEvent received, RegistrationTests missing) => Task.CompletedTask),
        ];

        foreach (Action<WebApplication> map in ways)
        {
            var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => MapAsync(map));
            Assert.Contains(nameof(RegistrationTests), thrown.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Map_KeyedServiceOfAnotherKey_Throws()
    {
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => MapAsync(
            app => app.MapStackOneWebhooks(App.Events, (StackOneEvent received, [FromKeyedServices("two")] RegistrationTests service) => { }),
            services => services.AddKeyedSingleton("one", this)));

        Assert.Contains("with the key 'two'", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Map_NullArguments_Throw() => await MapAsync(app =>
    {
        Func<StackOneEvent, CancellationToken, Task> handler = (_, _) => Task.CompletedTask;
        Func<StackOneEvent, CancellationToken, Task>? none = null;
        Assert.Equal("endpoints", Assert.Throws<ArgumentNullException>(() => default(WebApplication)!.MapStackOneWebhooks("/")).ParamName);
        Assert.Equal("endpoints", Assert.Throws<ArgumentNullException>(() => default(WebApplication)!.MapStackOneWebhooks("/", handler)).ParamName);
        Assert.Equal("pattern", Assert.Throws<ArgumentNullException>(() => app.MapStackOneWebhooks(null!, handler)).ParamName);
        Assert.Equal("handler", Assert.Throws<ArgumentNullException>(() => app.MapStackOneWebhooks("/", default(Delegate)!)).ParamName);
        Assert.Equal("handler", Assert.Throws<ArgumentNullException>(() => app.MapStackOneWebhooks("/", none!)).ParamName);
        Assert.Equal(
            "handler",
            Assert.Throws<ArgumentNullException>(() =>
                app.MapStackOneWebhooks("/", default(Func<StackOneEvent, Inbox, CancellationToken, Task>)!)).ParamName);
    });

    private static async Task MapAsync(Action<WebApplication> map, Action<IServiceCollection>? services = null)
    {
        await using App app = await App.StartAsync(map, services);
    }

    /// <summary>An async void on purpose: mapping refuses it.</summary>
    private static async void StoreAsync(StackOneEvent received, Inbox inbox) => await inbox.StoreAsync(received);

    private static async IAsyncEnumerable<int> EnumerateAsync()
    {
        await Task.Yield();
        yield return 1;
    }
}
