using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using StackOne.Ats.Client.AspNetCore.Tests.Support;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.AspNetCore.Tests.Packages;

public class PackageHandlerTests
{
    /// <summary>Each way to pass a handler, for both kinds.</summary>
    private static readonly Dictionary<string, Action<WebApplication>> Ways = new()
    {
        ["assessments, typed, synchronous"] = app => app.MapStackOneAssessmentPackages(
            App.Packages,
            (PackageListRequest request, Catalogue catalogue) => catalogue.For(request.AccountId)),
        ["assessments, typed, task"] = app => app.MapStackOneAssessmentPackages(
            App.Packages,
            async (PackageListRequest request, Catalogue catalogue, CancellationToken cancellationToken) =>
            {
                await Task.Yield();
                return (IEnumerable<AssessmentPackage>)catalogue.For(request.AccountId);
            }),
        ["assessments, typed, stream"] = app => app.MapStackOneAssessmentPackages(
            App.Packages,
            (PackageListRequest request, Catalogue catalogue, CancellationToken cancellationToken) =>
                catalogue.GetPackagesAsync(request, cancellationToken)),
        ["assessments, delegate, list"] = app => app.MapStackOneAssessmentPackages(
            App.Packages,
            (PackageListRequest request) => List(request.AccountId)),
        ["assessments, delegate, task"] = app => app.MapStackOneAssessmentPackages(
            App.Packages,
            async (CancellationToken cancellationToken, Catalogue catalogue, Inbox inbox, PackageListRequest request) =>
            {
                await Task.Yield();
                return catalogue.For(request.AccountId);
            }),
        ["assessments, delegate, value task"] = app => app.MapStackOneAssessmentPackages(
            App.Packages,
            (PackageListRequest request) => new ValueTask<IReadOnlyList<AssessmentPackage>>(List(request.AccountId))),
        ["assessments, delegate, stream"] = app => app.MapStackOneAssessmentPackages(
            App.Packages,
            (PackageListRequest request, Catalogue catalogue) => catalogue.GetPackagesAsync(request, default)),
        ["assessments, class"] = app => app.MapStackOneAssessmentPackages(App.Packages),
        ["background checks, typed, synchronous"] = app => app.MapStackOneBackgroundCheckPackages(
            App.Packages,
            (PackageListRequest request, Catalogue catalogue) => catalogue.ChecksFor(request.AccountId)),
        ["background checks, typed, task"] = app => app.MapStackOneBackgroundCheckPackages(
            App.Packages,
            async (PackageListRequest request, Catalogue catalogue, CancellationToken cancellationToken) =>
            {
                await Task.Yield();
                return (IEnumerable<BackgroundCheckPackage>)catalogue.ChecksFor(request.AccountId);
            }),
        ["background checks, typed, stream"] = app => app.MapStackOneBackgroundCheckPackages(
            App.Packages,
            (PackageListRequest request, Catalogue catalogue, CancellationToken cancellationToken) =>
                ((IStackOnePackageProvider<BackgroundCheckPackage>)catalogue).GetPackagesAsync(request, cancellationToken)),
        ["background checks, delegate, list"] = app => app.MapStackOneBackgroundCheckPackages(
            App.Packages,
            (Catalogue catalogue, PackageListRequest request) => catalogue.ChecksFor(request.AccountId)),
        ["background checks, class"] = app => app.MapStackOneBackgroundCheckPackages(App.Packages),
    };

    public static TheoryData<string> WayNames { get; } = [.. Ways.Keys];

    [Theory]
    [MemberData(nameof(WayNames))]
    public async Task Handler_EachWay_GivesThePackagesOfTheAccount(string way)
    {
        await using App app = await StartAsync(Ways[way]);

        using HttpResponseMessage answer = await app.PostAsync(App.Packages, "{\"account_id\":\"a1\"}");

        Assert.Equal(
            "{\"data\":[{\"id\":\"a1-1\"},{\"id\":\"a1-2\"}]}",
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("application/json; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
    }

    private static readonly Dictionary<string, Action<WebApplication>> Failures = new()
    {
        ["typed, synchronous"] = app => app.MapStackOneAssessmentPackages(
            App.Packages,
            IEnumerable<AssessmentPackage> (PackageListRequest request, Catalogue catalogue) => throw new InvalidOperationException()),
        ["typed, lazily"] = app => app.MapStackOneAssessmentPackages(
            App.Packages,
            (PackageListRequest request, Catalogue catalogue) =>
                List("a1").Select(package => package.Id == "a1-1" ? package : throw new TimeoutException())),
        ["stream, in its midst"] = app => app.MapStackOneAssessmentPackages(
            App.Packages,
            (PackageListRequest request, Catalogue catalogue, CancellationToken cancellationToken) => HalfAsync()),
        ["typed, null"] = app => app.MapStackOneAssessmentPackages(
            App.Packages,
            IEnumerable<AssessmentPackage> (PackageListRequest request, Catalogue catalogue) => null!),
        ["delegate, null"] = app => app.MapStackOneAssessmentPackages(App.Packages, List<AssessmentPackage> (PackageListRequest request) => null!),
        ["stream, null"] = app => app.MapStackOneAssessmentPackages(
            App.Packages,
            IAsyncEnumerable<AssessmentPackage> (PackageListRequest request, Catalogue catalogue, CancellationToken cancellationToken) => null!),
        ["a null package"] = app => app.MapStackOneAssessmentPackages(
            App.Packages,
            (PackageListRequest request) => new AssessmentPackage[] { null! }),
        ["canceled of its own"] = app => app.MapStackOneAssessmentPackages(
            App.Packages,
            (PackageListRequest request, Catalogue catalogue, CancellationToken cancellationToken) =>
                Task.FromCanceled<IEnumerable<AssessmentPackage>>(new CancellationToken(canceled: true))),
    };

    public static TheoryData<string> FailureNames { get; } = [.. Failures.Keys];

    [Theory]
    [MemberData(nameof(FailureNames))]
    public async Task Handler_Failing_IsA500WithoutABody(string failure)
    {
        await using App app = await StartAsync(Failures[failure]);

        Assert.Equal(500, await app.PostAsync(App.Packages, "{\"account_id\":\"a1\"}").StatusAsync());

        var record = Assert.Single(app.Errors);
        Assert.Equal(24, record.Id.Id);
        Assert.Equal("The packages for account a1 could not be listed, and StackOne received a 500", record.Message);
        Assert.NotNull(record.Exception);
    }

    [Fact]
    public async Task Handler_Hanging_IsCanceledAfterTheTimeout()
    {
        await using App app = await StartAsync(application => application.MapStackOneAssessmentPackages(
            App.Packages,
            async (PackageListRequest request, Catalogue catalogue, CancellationToken cancellationToken) =>
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
                return Enumerable.Empty<AssessmentPackage>();
            }));

        Task<HttpResponseMessage> answer = app.PostAsync(App.Packages, "{}");
        await app.Time.TimerAsync(TimeSpan.FromSeconds(30));
        app.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(500, await answer.StatusAsync());
    }

    public static TheoryData<string> Mistakes { get; } = ["no parameter", "no packages", "another kind", "a service", "no provider"];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Map_HandlerThatCannotBe_Throws(string mistake)
    {
        Exception? thrown = await Record.ExceptionAsync(() => StartAsync(app => _ = mistake switch
        {
            "no parameter" => app.MapStackOneAssessmentPackages(App.Packages, (Catalogue catalogue) => catalogue.For("")),
            "no packages" => app.MapStackOneAssessmentPackages(App.Packages, (PackageListRequest request) => Task.CompletedTask),
            "another kind" => app.MapStackOneAssessmentPackages(App.Packages, (PackageListRequest request) => new List<BackgroundCheckPackage>()),
            "a service" => app.MapStackOneAssessmentPackages(App.Packages, (PackageListRequest request, PackageHandlerTests missing) => List("")),
            _ => app.MapStackOneBackgroundCheckPackages(App.Packages),
        }, services => _ = mistake == "no provider" ? services.AddSingleton<Catalogue>() : services));

        Assert.IsType(mistake is "a service" or "no provider" ? typeof(InvalidOperationException) : typeof(ArgumentException), thrown);
    }

    private static Task<App> StartAsync(Action<WebApplication> map) => StartAsync(map, services => services
        .AddSingleton<Catalogue>()
        .AddSingleton<IStackOnePackageProvider<AssessmentPackage>, Catalogue>()
        .AddSingleton<IStackOnePackageProvider<BackgroundCheckPackage>, Catalogue>());

    private static Task<App> StartAsync(Action<WebApplication> map, Action<IServiceCollection> services) => App.StartAsync(map, services);

    private static List<AssessmentPackage> List(string? account) => [new() { Id = $"{account}-1" }, new() { Id = $"{account}-2" }];

    private static async IAsyncEnumerable<AssessmentPackage> HalfAsync()
    {
        yield return new() { Id = "1" };
        await Task.Yield();
        throw new InvalidOperationException("handler failed");
    }

    private sealed class Catalogue : IStackOnePackageProvider<AssessmentPackage>, IStackOnePackageProvider<BackgroundCheckPackage>
    {
        private readonly string[] _numbers = ["1", "2"];

        public List<AssessmentPackage> For(string? account) => [.. _numbers.Select(number => new AssessmentPackage { Id = $"{account}-{number}" })];

        public List<BackgroundCheckPackage> ChecksFor(string? account) =>
            [.. _numbers.Select(number => new BackgroundCheckPackage { Id = $"{account}-{number}" })];

        public async IAsyncEnumerable<AssessmentPackage> GetPackagesAsync(
            PackageListRequest request,
            [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            foreach (AssessmentPackage package in For(request.AccountId))
            {
                await Task.Yield();
                yield return package;
            }
        }

        async IAsyncEnumerable<BackgroundCheckPackage> IStackOnePackageProvider<BackgroundCheckPackage>.GetPackagesAsync(
            PackageListRequest request,
            [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            foreach (BackgroundCheckPackage package in ChecksFor(request.AccountId))
            {
                await Task.Yield();
                yield return package;
            }
        }
    }
}
