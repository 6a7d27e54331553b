using System.Text;
using Microsoft.AspNetCore.Builder;
using StackOne.Ats.Client.AspNetCore.Tests.Support;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.AspNetCore.Tests.Packages;

public class PackageAccessTests
{
    private PackageListRequest? _received;

    /// <summary>A key is the user name, with or without the colon that RFC 7617 puts after it.</summary>
    public static TheoryData<bool, bool, string?, string?, int> Checks { get; } = new()
    {
        // Whether the secret is set, and the key; the secret of the signature, the Authorization, the status.
        { true, false, App.Secret, null, 200 },
        { true, false, "wrong", null, 401 },
        { true, false, null, Basic("key"), 401 },
        { false, true, null, Basic("key"), 200 },
        { false, true, null, Basic("key:"), 200 },
        { false, true, null, Basic("next"), 200 },
        { false, true, "wrong", Basic("key"), 200 },
        { false, true, null, "basic " + Basic("key")[6..], 200 },
        { false, true, null, Basic("key:password"), 401 },
        { false, true, null, Basic("Key"), 401 },
        { false, true, null, Basic("ke"), 401 },
        { false, true, null, Basic(""), 401 },
        { false, true, null, Basic(":"), 401 },
        { false, true, null, "Bearer " + Basic("key")[6..], 401 },
        { false, true, null, Basic("key")[6..], 401 },
        { false, true, null, "Basic", 401 },
        { false, true, null, "Basic key", 401 },
        { false, true, null, "Basic !!!", 401 },
        { false, true, null, $"{Basic("key")},{Basic("key")}", 401 },
        { false, true, null, "", 401 },
        { false, true, App.Secret, null, 401 },
        { true, true, App.Secret, Basic("key"), 200 },
        { true, true, null, Basic("key"), 401 },
        { true, true, "wrong", Basic("key"), 401 },
        { true, true, App.Secret, null, 401 },
        { true, true, App.Secret, Basic("wrong"), 401 },
        { false, false, null, null, 200 },
        { false, false, "wrong", Basic("wrong"), 200 },
    };

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task Request_SignatureAndKey_AreCheckedWhereTheyAreSet(
        bool hasSecret,
        bool hasKey,
        string? secret,
        string? authorization,
        int status)
    {
        await using App app = await StartAsync(options =>
        {
            options.PackageSecrets = hasSecret ? [App.Secret] : [];
            options.PackageKeys = hasKey ? ["next", "key"] : [];
            if (!hasSecret && !hasKey)
            {
                options.AllowAnonymousPackages();
            }
        });
        byte[] body = Encoding.UTF8.GetBytes(Requests.Asked);

        using HttpResponseMessage answer = await app.PostAsync(
            App.Packages,
            body,
            secret is null ? null : StackOneWebhookReader.ComputeSignature(body, secret),
            request => _ = authorization is null || request.Headers.TryAddWithoutValidation("Authorization", authorization));

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 200, _received is not null);
        Assert.Empty(status == 200 ? [] : await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Empty(app.Errors);
    }

    /// <summary>RFC 9110, section 15.5.2.</summary>
    [Fact]
    public async Task Request_WithoutItsKey_GetsTheScheme()
    {
        await using App app = await StartAsync(options => options.PackageKeys = ["key"]);

        using HttpResponseMessage answer = await app.PostAsync(App.Packages, Requests.Asked);

        Assert.Equal("Basic", Assert.Single(answer.Headers.WwwAuthenticate).Scheme);
    }

    private static string Basic(string text) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private Task<App> StartAsync(Action<StackOneWebhooksOptions> configure) => App.StartAsync(
        application => application.MapStackOneAssessmentPackages(App.Packages, (PackageListRequest request) =>
        {
            _received = request;
            return Array.Empty<AssessmentPackage>();
        }),
        configure: configure);
}
