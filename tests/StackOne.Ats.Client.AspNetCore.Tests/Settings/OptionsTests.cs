using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StackOne.Ats.Client.AspNetCore.Tests.Support;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.AspNetCore.Tests.Settings;

public class OptionsTests
{
    private const string TooBig = "MaxRequestBytes must be from 1 to 1073741824.";

    /// <summary>A message, the change of valid options that it is for, and the endpoint that alone has the option.</summary>
    private static readonly Dictionary<string, (Action<StackOneWebhooksOptions> Change, bool OfPackagesAlone, bool OfEventsAlone)> Rules = new()
    {
        [TooBig] = (options => options.MaxRequestBytes = 0, false, false),
        [TooBig + " "] = (options => options.MaxRequestBytes = (1 << 30) + 1, false, false),
        ["ReceiveTimeout must be greater than zero and at most a day."] = (options => options.ReceiveTimeout = TimeSpan.Zero, false, false),
        ["HandlerTimeout must be greater than zero and at most a day."] =
            (options => options.HandlerTimeout = TimeSpan.FromDays(1) + TimeSpan.FromTicks(1), false, false),
        ["PackageKeys[1] must not be empty or contain control characters."] = (options => options.PackageKeys = ["private", ""], false, false),
        ["PackageKeys[0] must not be empty or contain control characters."] = (options => options.PackageKeys = ["private\n"], false, false),
        ["PackageSecrets or PackageKeys must be set. To answer anyone, call AllowAnonymousPackages in code."] =
            (options => options.PackageSecrets = [], true, false),
        ["PackageSecrets[0] must not be empty."] = (options => options.PackageSecrets = [""], true, false),
        ["PackageSecrets[0] must not contain control characters (check for a line break at the end)."] =
            (options => options.PackageSecrets = ["private\n"], true, false),
        ["Secrets must have at least one signing secret."] = (options => options.Secrets = [], false, true),
        ["Secrets must have at least one signing secret. "] = (options => options.Secrets = null!, false, true),
        ["Secrets[0] must not be empty."] = (options => options.Secrets = [""], false, true),
        ["Secrets[1] must not contain control characters (check for a line break at the end)."] =
            (options => options.Secrets = ["ok", "private\r"], false, true),
        ["MaxAge must be greater than zero, or null."] = (options => options.MaxAge = TimeSpan.Zero, false, true),
    };

    public static TheoryData<string> Messages { get; } = [.. Rules.Keys];

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task Map_InvalidOption_ThrowsWithItsNameAndWithoutItsValue(string message)
    {
        (Action<StackOneWebhooksOptions> change, bool ofPackagesAlone, bool ofEventsAlone) = Rules[message];

        await ExpectAsync(ofPackagesAlone ? null : message.Trim(), MapEvents, change);
        await ExpectAsync(ofEventsAlone ? null : message.Trim(), MapPackages, change);
    }

    [Fact]
    public async Task Map_SeveralInvalidOptions_NamesThemAll()
    {
        var thrown = await Assert.ThrowsAsync<OptionsValidationException>(() => App.StartAsync(MapEvents, configure: options =>
        {
            options.Secrets = [];
            options.MaxRequestBytes = 0;
        }));

        Assert.Equal([TooBig, "Secrets must have at least one signing secret."], thrown.Failures);
    }

    [Fact]
    public async Task Map_NamedOptionsThatAreInvalid_NamesThem()
    {
        var thrown = await Assert.ThrowsAsync<OptionsValidationException>(() => App.StartAsync(
            application => application.MapStackOneWebhooks(
                App.Events,
                (StackOneEvent received, CancellationToken cancellationToken) => Task.CompletedTask,
                "eu")));

        Assert.Equal("Webhooks 'eu': Secrets must have at least one signing secret.", Assert.Single(thrown.Failures));
    }

    /// <summary>The message names the option that is missing if nobody called AddStackOneWebhooks.</summary>
    [Fact]
    public void Map_WithoutOptions_Throws()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        using var application = (IDisposable)builder.Build();

        var thrown = Assert.Throws<OptionsValidationException>(() => ((WebApplication)application).MapStackOneWebhooks(
            App.Events,
            (StackOneEvent received, CancellationToken cancellationToken) => Task.CompletedTask));

        Assert.Contains("Secrets", thrown.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string[], Action<StackOneWebhooksOptions>> Configurations { get; } = new()
    {
        { ["Secrets:0=a", "Secrets:1=b"], options => Assert.Equal(["a", "b"], options.Secrets) },
        { ["Secrets=a"], options => Assert.Equal(["a"], options.Secrets) },
        { ["secrets=a"], options => Assert.Equal(["a"], options.Secrets) },
        { ["Secrets="], options => Assert.Empty(options.Secrets) },
        { ["Secrets:0= a "], options => Assert.Equal([" a "], options.Secrets) },
        { ["PackageSecrets:0=a"], options => Assert.Equal(["a"], options.PackageSecrets) },
        { ["PackageKeys:0=a", "PackageKeys:1=b"], options => Assert.Equal(["a", "b"], options.PackageKeys) },
        { ["MaxAge=1.00:00:00"], options => Assert.Equal(TimeSpan.FromDays(1), options.MaxAge) },
        { ["MaxAge="], options => Assert.Null(options.MaxAge) },
        { ["MaxRequestBytes=5"], options => Assert.Equal(5, options.MaxRequestBytes) },
        { ["MaxRequestBytes="], options => Assert.Equal(1_048_576, options.MaxRequestBytes) },
        { ["ReceiveTimeout=00:00:05"], options => Assert.Equal(TimeSpan.FromSeconds(5), options.ReceiveTimeout) },
        { ["HandlerTimeout=00:01:00"], options => Assert.Equal(TimeSpan.FromMinutes(1), options.HandlerTimeout) },
        { [], options => Assert.Equal((TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30)), (options.ReceiveTimeout, options.HandlerTimeout)) },
    };

    [Theory]
    [MemberData(nameof(Configurations), DisableDiscoveryEnumeration = true)]
    public void Configuration_Keys_AreTheNamesOfTheOptions(string[] pairs, Action<StackOneWebhooksOptions> check)
    {
        using ServiceProvider services = new ServiceCollection().AddStackOneWebhooks(Section(pairs)).BuildServiceProvider();

        StackOneWebhooksOptions options = services.GetRequiredService<IOptions<StackOneWebhooksOptions>>().Value;
        Assert.Empty(options.ConfigurationErrors);
        check(options);
    }

    [Theory]
    [InlineData("MaxAge=private", "StackOne:MaxAge must be a time span (hh:mm:ss or d.hh:mm:ss).")]
    [InlineData("Secrets:1=", "StackOne:Secrets:1 must not be empty.")]
    [InlineData("PackageKeys:0=", "StackOne:PackageKeys:0 must not be empty.")]
    [InlineData("ReceiveTimeout=10", "StackOne:ReceiveTimeout must be a time span (hh:mm:ss or d.hh:mm:ss).")]
    [InlineData("HandlerTimeout=private", "StackOne:HandlerTimeout must be a time span (hh:mm:ss or d.hh:mm:ss).")]
    [InlineData("MaxRequestBytes=1.5", "StackOne:MaxRequestBytes must be an integer.")]
    public async Task Configuration_ValueThatCannotBeConverted_ThrowsWhenTheEndpointIsMapped(string pair, string message)
    {
        var thrown = await Assert.ThrowsAsync<OptionsValidationException>(
            () => App.StartAsync(MapEvents, services => services.AddStackOneWebhooks(Section([pair]))));

        Assert.Equal(message, Assert.Single(thrown.Failures));
    }

    [Fact]
    public async Task Names_OfOptions_GiveEachEndpointItsOwn()
    {
        await using App app = await App.StartAsync(
            application =>
            {
                MapEvents(application);
                application.MapStackOneWebhooks(
                    "/eu",
                    (StackOneEvent received, Inbox inbox, CancellationToken cancellationToken) => inbox.StoreAsync(received, "eu"),
                    "eu");
            },
            services => services.AddStackOneWebhooks("eu", Section(["Secrets:0=eu secret"])));
        byte[] body = "{}"u8.ToArray();

        Assert.Equal(200, await app.PostAsync("/eu", body, StackOneWebhookReader.ComputeSignature(body, "eu secret")).StatusAsync());
        Assert.Equal(401, await app.PostAsync("/eu", body, Requests.Sign(body)).StatusAsync());
        Assert.Equal(401, await app.PostAsync(App.Events, body, StackOneWebhookReader.ComputeSignature(body, "eu secret")).StatusAsync());
        Assert.Equal("eu", Assert.Single(app.Inbox.Callers));
    }

    internal static IConfigurationSection Section(string[] pairs) => new ConfigurationBuilder()
        .AddInMemoryCollection(pairs.Select(pair => KeyValuePair.Create($"StackOne:{pair.Split('=')[0]}", (string?)pair.Split('=')[1])))
        .Build()
        .GetSection("StackOne");

    private static async Task ExpectAsync(string? message, Action<WebApplication> map, Action<StackOneWebhooksOptions> change)
    {
        if (message is null)
        {
            await (await App.StartAsync(map, configure: change)).DisposeAsync();
            return;
        }

        var thrown = await Assert.ThrowsAsync<OptionsValidationException>(() => App.StartAsync(map, configure: change));
        Assert.Equal(message, Assert.Single(thrown.Failures));
        Assert.DoesNotContain("private", thrown.ToString(), StringComparison.Ordinal);
    }

    private static void MapEvents(WebApplication application) => application.MapStackOneWebhooks(
        App.Events,
        (StackOneEvent received, Inbox inbox, CancellationToken cancellationToken) => inbox.StoreAsync(received));

    private static void MapPackages(WebApplication application) => application.MapStackOneAssessmentPackages(
        App.Packages,
        (PackageListRequest request) => new List<AssessmentPackage>());
}
