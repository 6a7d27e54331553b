using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackOne.Ats.Client.AspNetCore.Tests.Support;

namespace StackOne.Ats.Client.AspNetCore.Tests.Hosting;

/// <summary>A logger of the application that throws. A page of errors in the answer would help an attacker.</summary>
public sealed class LoggerTests
{
    [Theory]
    [InlineData(21)]
    [InlineData(26)]
    public async Task Logger_Throwing_IsA500WithoutABody(int alsoFails)
    {
        var provider = new ThrowingProvider(21, alsoFails);
        await using App app = await App.StartEventsAsync(
            application => application.Use(ShowExceptionsAsync),
            services => services.AddSingleton<ILoggerProvider>(provider));

        Assert.Equal(500, await app.PostAsync(App.Events, Requests.Order).StatusAsync());

        // The event was stored, and another delivery of it does no harm.
        Assert.Single(app.Inbox.Received);
        Assert.Equal(alsoFails == 21 ? [21, 26] : [21], provider.Logged);
    }

    [Fact]
    public async Task Logger_ThrowingForARefusal_IsTheRefusalWithoutABody()
    {
        await using App app = await App.StartEventsAsync(
            application => application.Use(ShowExceptionsAsync),
            services => services.AddSingleton<ILoggerProvider>(new ThrowingProvider(23)));

        using HttpResponseMessage answer = await app.PostAsync(App.Events, "{}"u8.ToArray(), "wrong");

        Assert.Equal(401, (int)answer.StatusCode);
        Assert.Equal("", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>As a developer's page of errors does.</summary>
    private static async Task ShowExceptionsAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception)
        {
            context.Response.StatusCode = 500;
            await context.Response.WriteAsync(exception.ToString());
        }
    }

    /// <summary>Throws for some events of the endpoints.</summary>
    private sealed class ThrowingProvider(params int[] failing) : ILoggerProvider, ILogger
    {
        internal List<int> Logged { get; } = [];

        public ILogger CreateLogger(string categoryName) =>
            categoryName == "StackOne.Ats.Client.AspNetCore" ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id == 21 || !failing.Contains(eventId.Id))
            {
                Logged.Add(eventId.Id);
            }

            if (failing.Contains(eventId.Id))
            {
                throw new InvalidOperationException("The disk is full.");
            }
        }

        public void Dispose()
        {
        }
    }
}
