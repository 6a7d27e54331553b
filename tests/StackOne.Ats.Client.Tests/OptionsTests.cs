using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests;

public class OptionsTests
{
    /// <summary>A fault, and the option that its message must name.</summary>
    private static readonly Dictionary<string, (string Option, Action<StackOneAtsClientOptions> Set)> Faults = new()
    {
        ["no key"] = ("ApiKey", o => o.ApiKey = null),
        ["empty key"] = ("ApiKey", o => o.ApiKey = ""),
        ["blank key"] = ("ApiKey", o => o.ApiKey = "  SECRET "),
        ["key with a colon"] = ("ApiKey", o => o.ApiKey = "SECRET:x"),
        ["key with a newline"] = ("ApiKey", o => o.ApiKey = "SECRET\n"),
        ["key with CR LF"] = ("ApiKey", o => o.ApiKey = "SECRET\r\nX-Evil: 1"),
        ["key beyond ASCII"] = ("ApiKey", o => o.ApiKey = "SECRETé"),
        ["key with DEL"] = ("ApiKey", o => o.ApiKey = "SECRET\u007f"),
        ["key and provider"] = ("ApiKeyProvider", o => o.ApiKeyProvider = _ => new("SECRET")),
        ["account with CR LF"] = ("AccountId", o => o.AccountId = "SECRET\r\nX-Evil: 1"),
        ["account with NUL"] = ("AccountId", o => o.AccountId = "SECRET\0"),
        ["account beyond ASCII"] = ("AccountId", o => o.AccountId = "SECRETé"),
        ["blank account"] = ("AccountId", o => o.AccountId = " "),
        ["no address"] = ("BaseAddress", o => o.BaseAddress = null!),
        ["relative address"] = ("BaseAddress", o => o.BaseAddress = new("SECRET", UriKind.Relative)),
        ["http address"] = ("BaseAddress", o => o.BaseAddress = new("http://SECRET.example.com")),
        ["http to this machine by name"] = ("BaseAddress", o => o.BaseAddress = new($"http://{Environment.MachineName}")),
        ["http to another machine by number"] = ("BaseAddress", o => o.BaseAddress = new("http://192.0.2.1")),
        ["other scheme"] = ("BaseAddress", o => o.BaseAddress = new("ftp://SECRET.example.com")),
        ["address with user info"] = ("BaseAddress", o => o.BaseAddress = new("https://SECRET@example.com")),
        ["address with a query"] = ("BaseAddress", o => o.BaseAddress = new("https://example.com/?k=SECRET")),
        ["address with a fragment"] = ("BaseAddress", o => o.BaseAddress = new("https://example.com/#SECRET")),
        ["no attempt time"] = ("AttemptTimeout", o => o.AttemptTimeout = TimeSpan.Zero),
        ["endless attempt"] = ("AttemptTimeout", o => o.AttemptTimeout = Timeout.InfiniteTimeSpan),
        ["no idle time"] = ("IdleTimeout", o => o.IdleTimeout = TimeSpan.Zero),
        ["over a day"] = ("IdleTimeout", o => o.IdleTimeout = TimeSpan.FromHours(25)),
        ["no total time"] = ("TotalTimeout", o => o.TotalTimeout = TimeSpan.FromTicks(-1)),
        ["no response"] = ("MaxResponseBytes", o => o.MaxResponseBytes = 0),
        ["too much response"] = ("MaxResponseBytes", o => o.MaxResponseBytes = int.MaxValue),
        ["no error"] = ("MaxErrorBytes", o => o.MaxErrorBytes = -1),
        ["no retry options"] = ("Retry", o => o.Retry = null!),
        ["negative retries"] = ("Retry.MaxRetries", o => o.Retry.MaxRetries = -1),
        ["too many retries"] = ("Retry.MaxRetries", o => o.Retry.MaxRetries = 101),
        ["negative base delay"] = ("Retry.BaseDelay", o => o.Retry.BaseDelay = TimeSpan.FromTicks(-1)),
        ["most below base"] = ("Retry.MaxDelay", o => o.Retry.MaxDelay = TimeSpan.FromMilliseconds(1)),
        ["endless cap"] = ("Retry.MaxRetryAfter", o => o.Retry.MaxRetryAfter = TimeSpan.FromHours(25)),
        ["endless base delay"] = ("Retry.BaseDelay", o => o.Retry.BaseDelay = o.Retry.MaxDelay = TimeSpan.FromHours(25)),
        ["negative cap"] = ("Retry.MaxRetryAfter", o => o.Retry.MaxRetryAfter = TimeSpan.FromTicks(-1)),
    };

    public static TheoryData<string> FaultNames { get; } = [.. Faults.Keys];

    public static TheoryData<string> BadAccounts { get; } =
        ["", " ", "a b", "acc\r\nX-Evil: 1", "acc\n", "\racc", "acc\t", "accé", "acc\ud800", "acc\0", "\u00a0"];

    [Theory]
    [MemberData(nameof(FaultNames))]
    public void Constructor_Fault_IsNamedAndNotEchoed(string fault)
    {
        (string option, Action<StackOneAtsClientOptions> set) = Faults[fault];
        StackOneAtsClientOptions options = Valid();
        set(options);

        var failure = Assert.Throws<ArgumentException>(() => new StackOneAtsClient(options));

        Assert.StartsWith(option + " ", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(FaultNames))]
    public void Resolve_Fault_IsNamedAndNotEchoed(string fault)
    {
        (string option, Action<StackOneAtsClientOptions> set) = Faults[fault];
        var services = new ServiceCollection();
        services.AddStackOneAts(options =>
        {
            options.ApiKey = "key";
            set(options);
        });
        using ServiceProvider provider = services.BuildServiceProvider();

        var failure = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<StackOneAtsClient>());

        Assert.StartsWith(option + " ", failure.Failures.First(), StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_SeveralFaults_AreAllNamed()
    {
        StackOneAtsClientOptions options = Valid();
        options.BaseAddress = null!;
        options.MaxErrorBytes = 0;

        Assert.Equal(
            "BaseAddress must be an absolute URI. MaxErrorBytes must be between 1 byte and 1 GiB. (Parameter 'options')",
            Assert.Throws<ArgumentException>(() => new StackOneAtsClient(options)).Message);
    }

    [Fact]
    public async Task Order_NoAccount_SaysWhereToGiveOne()
    {
        var harness = new Harness();
        harness.Options.AccountId = null;

        Assert.Equal(
            "Assessments.OrderAsync needs an account: set StackOneAtsClientOptions.AccountId, or call it on client.ForAccount(accountId).",
            (await Assert.ThrowsAsync<InvalidOperationException>(() => harness.OrderAsync())).Message);
    }

    /// <summary>What each message says of the rule; the bounds are <see cref="AtBounds"/>'s.</summary>
    [Theory]
    [InlineData("no key", "is required: set it or ApiKeyProvider")]
    [InlineData("empty key", "is required: set it or ApiKeyProvider")]
    [InlineData("key and provider", "and ApiKey are both set: set only one of them")]
    [InlineData("key with a newline", "must be visible ASCII without a space or a colon (check for a line break at the end)")]
    [InlineData("account with CR LF", "must be visible ASCII without a space (check for a line break at the end)")]
    [InlineData("http address", "must use https; http is allowed for loopback addresses only")]
    [InlineData("address with user info", "must not contain user info: set the key in ApiKey")]
    [InlineData("address with a query", "must not contain a query or a fragment")]
    [InlineData("no attempt time", "must be greater than zero and at most 24 hours")]
    [InlineData("no response", "must be between 1 byte and 1 GiB")]
    [InlineData("negative retries", "must be between 0 and 100")]
    [InlineData("negative base delay", "must be between zero and 24 hours")]
    [InlineData("most below base", "must be at least Retry.BaseDelay and at most 24 hours")]
    [InlineData("negative cap", "must be between zero and 24 hours")]
    public void Constructor_Fault_SaysTheRule(string fault, string rule)
    {
        (string option, Action<StackOneAtsClientOptions> set) = Faults[fault];
        StackOneAtsClientOptions options = Valid();
        set(options);

        var failure = Assert.Throws<ArgumentException>(() => new StackOneAtsClient(options));

        Assert.Equal($"{option} {rule}. (Parameter 'options')", failure.Message);
    }

    private static readonly Dictionary<string, Action<StackOneAtsClientOptions>> Bounds = new()
    {
        ["longest times"] = o => o.AttemptTimeout = o.IdleTimeout = o.TotalTimeout = TimeSpan.FromHours(24),
        ["shortest times"] = o => o.AttemptTimeout = o.IdleTimeout = o.TotalTimeout = TimeSpan.FromTicks(1),
        ["most bytes"] = o => o.MaxResponseBytes = o.MaxErrorBytes = 1024 * 1024 * 1024,
        ["least bytes"] = o => o.MaxResponseBytes = o.MaxErrorBytes = 1,
        ["most retries"] = o => o.Retry.MaxRetries = 100,
        ["no retries"] = o => o.Retry.MaxRetries = 0,
        ["longest delays"] = o => o.Retry.BaseDelay = o.Retry.MaxDelay = o.Retry.MaxRetryAfter = TimeSpan.FromHours(24),
        ["no delays"] = o => o.Retry.BaseDelay = o.Retry.MaxDelay = o.Retry.MaxRetryAfter = TimeSpan.Zero,
    };

    public static TheoryData<string> AtBounds { get; } = [.. Bounds.Keys];

    [Theory]
    [MemberData(nameof(AtBounds))]
    public void Constructor_ValueAtItsBound_IsTaken(string bound)
    {
        StackOneAtsClientOptions options = Valid();
        Bounds[bound](options);

        new StackOneAtsClient(options).Dispose();
    }

    [Theory]
    [InlineData("http://localhost:1234")]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://[::1]:80/path")]
    [InlineData("https://api.example.com/a/b/")]
    public void Constructor_FitAddress_IsTaken(string address)
    {
        StackOneAtsClientOptions options = Valid();
        options.BaseAddress = new(address);

        new StackOneAtsClient(options).Dispose();
    }

    [Theory]
    [MemberData(nameof(BadAccounts))]
    public void ForAccount_UnfitId_IsRefusedAndNotEchoed(string id)
    {
        using var client = new StackOneAtsClient(Valid());

        var failure = Assert.Throws<ArgumentException>(() => client.ForAccount(id));

        Assert.Equal("accountId", failure.ParamName);
        Assert.StartsWith("An account id must ", failure.Message, StringComparison.Ordinal);
        if (id.Trim().Length > 0)
        {
            Assert.DoesNotContain(id, failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ForAccount_Null_IsRefused()
    {
        using var client = new StackOneAtsClient(Valid());

        Assert.Throws<ArgumentNullException>(() => client.ForAccount(null!));
        Assert.Throws<ArgumentNullException>(() => client.OnResponse(null!));
    }

    [Fact]
    public async Task Order_NoAccount_IsRefusedAndNothingSent()
    {
        var harness = new Harness();
        harness.Options.AccountId = null;

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => harness.OrderAsync());

        Assert.Contains("ForAccount", failure.Message, StringComparison.Ordinal);
        Assert.Empty(harness.Stub.Sent);
    }

    [Fact]
    public async Task Order_NullRequest_IsRefusedAndNothingSent()
    {
        var harness = new Harness();

        await Assert.ThrowsAsync<ArgumentNullException>(() => harness.Client.Assessments.OrderAsync(null!));

        Assert.Empty(harness.Stub.Sent);
    }

    [Fact]
    public async Task Options_ChangedLater_HaveNoEffect()
    {
        var harness = new Harness();
        StackOneAtsClient client = harness.Client;
        harness.Options.ApiKey = "other";
        harness.Options.AccountId = "other";
        harness.Options.MaxResponseBytes = 1;
        harness.Options.Retry.MaxRetries = 0;
        harness.Options.Retry.RetryTimedOutWrites = false;
        harness.Stub.Answer(System.Net.HttpStatusCode.RequestTimeout).Answer(System.Net.HttpStatusCode.OK);

        await harness.RunAsync(() => client.Assessments.OrderAsync(Harness.Request));

        Assert.Equal(2, harness.Stub.Sent.Count);
        Assert.All(harness.Stub.Sent, sent => Assert.Equal(Harness.Account, sent.Headers["x-account-id"]));
    }

    /// <summary>A secret that is not set often arrives as an empty text, for example from a compose file.</summary>
    [Fact]
    public async Task Order_EmptyAccount_CountsAsUnset()
    {
        var harness = new Harness();
        harness.Options.AccountId = "";
        harness.Stub.Answer(System.Net.HttpStatusCode.OK);

        Assert.Contains("needs an account", (await Assert.ThrowsAsync<InvalidOperationException>(() => harness.OrderAsync())).Message, StringComparison.Ordinal);
        await harness.Client.ForAccount("acc").Assessments.OrderAsync(Harness.Request);

        Assert.Equal("acc", Assert.Single(harness.Stub.Sent).Headers["x-account-id"]);
    }

    [Fact]
    public async Task Order_EmptyKeyBesideAProvider_CountsAsUnset()
    {
        var harness = new Harness();
        (harness.Options.ApiKey, harness.Options.ApiKeyProvider) = ("", _ => new("provided"));
        harness.Stub.Answer(System.Net.HttpStatusCode.OK);

        await harness.OrderAsync();

        Assert.Equal($"Basic {Convert.ToBase64String("provided:"u8)}", harness.Stub.Sent[0].Headers["Authorization"]);
    }

    [Fact]
    public void Configuration_EmptyValues_CountAsUnset()
    {
        string[] keys =
        [
            "ApiKey", "AccountId", "BaseAddress", "Heartbeat", "AttemptTimeout", "IdleTimeout", "TotalTimeout", "MaxResponseBytes", "MaxErrorBytes",
            "ServerMessageInExceptions", "RateLimiterFailsOpen", "Retry:MaxRetries", "Retry:BaseDelay", "Retry:MaxDelay", "Retry:MaxRetryAfter", "Retry:CoolDown",
            "Retry:RetryTimedOutWrites",
        ];
        using ServiceProvider provider = Configured(keys.ToDictionary(key => key, _ => (string?)""));

        var failure = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<StackOneAtsClient>());

        Assert.Equal("ApiKey is required: set it or ApiKeyProvider.", failure.Failures.Single());
    }

    [Fact]
    public void Configuration_EmptyValue_LeavesWhatIsSet()
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection([new("AccountId", ""), new("ApiKey", "")]).Build();
        var services = new ServiceCollection();
        services.AddStackOneAts(options => (options.ApiKey, options.AccountId) = ("key", "acc"));
        services.AddStackOneAts(configuration);
        using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Equal("acc", provider.GetRequiredService<IOptions<StackOneAtsClientOptions>>().Value.AccountId);
    }

    /// <summary>Keys of a configuration section whose values cannot be read.</summary>
    [Theory]
    [InlineData("BaseAddress", "SECRET not an address", "an absolute URI")]
    [InlineData("Heartbeat", "SECRET", "true or false")]
    [InlineData("AttemptTimeout", "SECRET", "a time span (hh:mm:ss or d.hh:mm:ss)")]
    [InlineData("AttemptTimeout", "120", "a time span (hh:mm:ss or d.hh:mm:ss)")]
    [InlineData("IdleTimeout", "SECRET", "a time span (hh:mm:ss or d.hh:mm:ss)")]
    [InlineData("TotalTimeout", "SECRET", "a time span (hh:mm:ss or d.hh:mm:ss)")]
    [InlineData("MaxResponseBytes", "SECRET", "an integer")]
    [InlineData("MaxResponseBytes", "1,000", "an integer")]
    [InlineData("MaxErrorBytes", "1.5 SECRET", "an integer")]
    [InlineData("ServerMessageInExceptions", "SECRET", "true or false")]
    [InlineData("Retry:MaxRetries", "SECRET", "an integer")]
    [InlineData("Retry:BaseDelay", "SECRET", "a time span (hh:mm:ss or d.hh:mm:ss)")]
    [InlineData("Retry:MaxDelay", "SECRET", "a time span (hh:mm:ss or d.hh:mm:ss)")]
    [InlineData("Retry:MaxRetryAfter", "SECRET", "a time span (hh:mm:ss or d.hh:mm:ss)")]
    [InlineData("Retry:CoolDown", "SECRET", "true or false")]
    [InlineData("Retry:RetryTimedOutWrites", "SECRET", "true or false")]
    public void Configuration_UnreadableValue_IsNamedAndNotEchoed(string key, string value, string kind)
    {
        using ServiceProvider provider = Configured(new() { ["ApiKey"] = "key", [key] = value });

        var failure = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<StackOneAtsClient>());

        Assert.Equal($"StackOne:{key} must be {kind}.", failure.Failures.Single());
        Assert.DoesNotContain("SECRET", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Configuration_EveryOption_IsRead()
    {
        using ServiceProvider provider = Configured(new()
        {
            ["ApiKey"] = "key",
            ["AccountId"] = "acc",
            ["BaseAddress"] = "https://example.com/x",
            ["Heartbeat"] = "true",
            ["AttemptTimeout"] = "00:00:10",
            ["IdleTimeout"] = "00:00:11",
            ["TotalTimeout"] = "00:00:12.5",
            ["MaxResponseBytes"] = "13",
            ["MaxErrorBytes"] = "14",
            ["ServerMessageInExceptions"] = "True",
            ["RateLimiterFailsOpen"] = "true",
            ["Retry:MaxRetries"] = "15",
            ["Retry:BaseDelay"] = "00:00:16",
            ["Retry:MaxDelay"] = "00:00:17",
            ["Retry:MaxRetryAfter"] = "00:00:18",
            ["Retry:CoolDown"] = "false",
            ["Retry:RetryTimedOutWrites"] = "false",
        });

        StackOneAtsClientOptions options = provider.GetRequiredService<IOptions<StackOneAtsClientOptions>>().Value;

        var defaults = new StackOneAtsClientOptions();
        foreach (var property in typeof(StackOneAtsClientOptions).GetProperties().Where(p => p.PropertyType != typeof(StackOneRetryOptions) && p.Name is not ("ApiKeyProvider" or "RateLimiter" or "LoggerFactory")))
        {
            Assert.NotEqual(property.GetValue(defaults), property.GetValue(options));
        }

        foreach (var property in typeof(StackOneRetryOptions).GetProperties())
        {
            Assert.NotEqual(property.GetValue(defaults.Retry), property.GetValue(options.Retry));
        }

        Assert.Equal(TimeSpan.FromSeconds(12.5), options.TotalTimeout);
    }

    private static StackOneAtsClientOptions Valid() => new() { ApiKey = "key", AccountId = "acc" };

    [Fact]
    public void Configuration_NotASection_IsReadToo()
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("ApiKey", "key"), new("Retry:MaxRetries", "SECRET"), new("MaxErrorBytes", "SECRET")])
            .Build();
        var services = new ServiceCollection();
        services.AddStackOneAts(configuration);
        using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Equal(
            ["MaxErrorBytes must be an integer.", "Retry:MaxRetries must be an integer."],
            Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<StackOneAtsClient>()).Failures.Order());
    }

    private static ServiceProvider Configured(Dictionary<string, string?> values)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(value => KeyValuePair.Create("StackOne:" + value.Key, value.Value)))
            .Build();
        var services = new ServiceCollection();
        services.AddStackOneAts(configuration.GetSection("StackOne"));
        return services.BuildServiceProvider();
    }

    [Fact]
    public async Task LoggerFactory_WithoutDependencyInjection_GetsTheEvents()
    {
        var collector = new FakeLogCollector();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(new FakeLoggerProvider(collector)).SetMinimumLevel(LogLevel.Debug));
        StackOneAtsClientOptions options = Valid();
        options.LoggerFactory = factory;
        using var client = new StackOneAtsClient(options, new StubHandler().Answer(System.Net.HttpStatusCode.NotFound));

        await Assert.ThrowsAsync<StackOneNotFoundException>(() => client.Candidates.GetAsync("1"));

        Assert.Equal([1, 4], collector.GetSnapshot().Select(entry => entry.Id.Id));
        Assert.All(collector.GetSnapshot(), entry => Assert.Equal("StackOne.Ats.Client", entry.Category));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dispose_OfAClient_DisposesItsHandlerUnlessItIsShared(bool disposeHandler)
    {
        using var handler = new StubHandler().Answer(System.Net.HttpStatusCode.OK);
        using var other = new StackOneAtsClient(Valid(), handler, disposeHandler: false);

        new StackOneAtsClient(Valid(), handler, disposeHandler).Dispose();

        Assert.Equal(disposeHandler, handler.IsDisposed);
        if (!disposeHandler)
        {
            Assert.Equal("o1", (await other.Assessments.OrderAsync(Harness.Request)).Id);
        }
    }
}
