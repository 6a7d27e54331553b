using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using StackOne.Ats.Client.AspNetCore.Tests.Support;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.AspNetCore.Tests.Hosting;

public class MiddlewareTests
{
    /// <summary>What an application may have before the endpoint, or around it.</summary>
    private static readonly Dictionary<string, Action<WebApplication>> Middleware = new()
    {
        ["UseExceptionHandler"] = app => app.UseExceptionHandler(handler => handler.Run(context => context.Response.WriteAsync("handled"))),
        ["UseDeveloperExceptionPage"] = app => app.UseDeveloperExceptionPage(),
        ["UseStatusCodePages"] = app => app.UseStatusCodePages(),
        ["UseStatusCodePagesWithReExecute"] = app =>
        {
            app.UseStatusCodePagesWithReExecute("/error");
            app.Map("/error", context => context.Response.WriteAsync("an error"));
        },
        ["UseResponseCompression"] = app => app.UseResponseCompression(),
        ["UseForwardedHeaders"] = app => app.UseForwardedHeaders(new() { ForwardedHeaders = ForwardedHeaders.All }),
        ["UseRequestDecompression"] = app => app.UseRequestDecompression(),
        ["buffered and read"] = app => app.Use(async (context, next) =>
        {
            context.Request.EnableBuffering();
            using var reader = new StreamReader(context.Request.Body, leaveOpen: true);
            Assert.NotEmpty(await reader.ReadToEndAsync());
            await next(context);
        }),
        ["buffered and not read"] = app => app.Use((context, next) =>
        {
            context.Request.EnableBuffering();
            return next(context);
        }),
        ["buffered and half read"] = app => app.Use(async (context, next) =>
        {
            context.Request.EnableBuffering();
            await context.Request.Body.ReadExactlyAsync(new byte[1]);
            await next(context);
        }),
        ["replaced by a stream"] = app => app.Use(async (context, next) =>
        {
            var copy = new MemoryStream();
            await context.Request.Body.CopyToAsync(copy);
            context.Request.Body = copy;
            await next(context);
        }),
    };

    public static TheoryData<string> Names { get; } = [.. Middleware.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Events_BehindMiddleware_AreHandledOrRefused(string name)
    {
        await using App app = await StartAsync(name);

        Assert.Equal(200, await app.PostAsync(App.Events, Requests.Order).StatusAsync());
        Assert.Equal(StackOneEvent.Parse(Requests.Order), Assert.Single(app.Inbox.Received));
        Assert.Equal(401, await app.PostAsync(App.Events, Encoding.UTF8.GetBytes(Requests.Order), "wrong").StatusAsync());
        Assert.Equal(400, await app.PostAsync(App.Events, "[]").StatusAsync());
        Assert.Equal(500, await app.PostAsync(App.Events, Requests.Named("account.error")).StatusAsync());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Packages_BehindMiddleware_AreListedOrRefused(string name)
    {
        await using App app = await StartAsync(name);

        using HttpResponseMessage answer = await app.PostAsync(App.Packages, "{\"account_id\":\"1\"}");
        Assert.Equal("{\"data\":[{\"id\":\"1\"}]}", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(401, await app.PostAsync(App.Packages, Encoding.UTF8.GetBytes(Requests.Order), "wrong").StatusAsync());
        Assert.Equal(400, await app.PostAsync(App.Packages, "[]").StatusAsync());
        Assert.Equal(500, await app.PostAsync(App.Packages, "{}").StatusAsync());
    }

    [Fact]
    public async Task Packages_BehindResponseCompression_AreCompressed()
    {
        await using App app = await StartAsync("UseResponseCompression");

        using HttpResponseMessage answer = await app.PostAsync(
            App.Packages,
            "{\"account_id\":\"1\"}"u8.ToArray(),
            Requests.Sign("{\"account_id\":\"1\"}"u8.ToArray()),
            request => request.Headers.AcceptEncoding.ParseAdd("br"));

        Assert.Equal("br", Assert.Single(answer.Content.Headers.ContentEncoding));
    }

    /// <summary>Nothing can be done: the bytes are gone.</summary>
    [Fact]
    public async Task Events_WhoseBodyWasReadAndNotBuffered_AreRefused()
    {
        await using App app = await App.StartEventsAsync(application => application.Use(async (context, next) =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            await next(context);
        }));

        Assert.Equal(401, await app.PostAsync(App.Events, Requests.Order).StatusAsync());
        Assert.Empty(app.Errors);
    }

    private static Task<App> StartAsync(string name) => App.StartAsync(
        application =>
        {
            Middleware[name](application);
            application.MapStackOneWebhooks(App.Events, (StackOneEvent received, Inbox inbox, CancellationToken cancellationToken) =>
                received.Name == EventNameValue.AccountError ? throw new InvalidOperationException() : inbox.StoreAsync(received));
            application.MapStackOneAssessmentPackages(App.Packages, (PackageListRequest request, Inbox inbox) =>
                [new() { Id = request.AccountId ?? throw new InvalidOperationException() }]);
        },
        services =>
        {
            services.AddResponseCompression(options => options.EnableForHttps = true);
            services.AddRequestDecompression();
            services.AddProblemDetails();
        });
}
