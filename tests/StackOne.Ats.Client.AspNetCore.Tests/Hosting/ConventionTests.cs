using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackOne.Ats.Client.AspNetCore.Tests.Support;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.AspNetCore.Tests.Hosting;

public class ConventionTests
{
    [Theory]
    [InlineData("hooks.example.com", 200)]
    [InlineData("localhost", 404)]
    public async Task RequireHost_OfTheEndpoint_Holds(string host, int status)
    {
        await using App app = await App.StartAsync(application => Map(application).RequireHost("hooks.example.com"));

        Assert.Equal(status, await PostAsync(app, host));
    }

    [Fact]
    public async Task RequireRateLimiting_OfTheEndpoint_Holds()
    {
        await using App app = await App.StartAsync(
            application =>
            {
                application.UseRateLimiter();
                Map(application).RequireRateLimiting("one");
            },
            services => services.AddRateLimiter(options => options
                .AddPolicy("one", _ => System.Threading.RateLimiting.RateLimitPartition.GetFixedWindowLimiter(
                    "all",
                    _ => new() { PermitLimit = 1, Window = TimeSpan.FromHours(1), AutoReplenishment = false }))
                .RejectionStatusCode = 429));

        Assert.Equal(200, await PostAsync(app, "localhost"));
        Assert.Equal(429, await PostAsync(app, "localhost"));
    }

    [Theory]
    [InlineData(false, 401)]
    [InlineData(true, 200)]
    public async Task FallbackPolicy_OfTheApplication_IsLiftedByAllowAnonymous(bool allows, int status)
    {
        await using App app = await App.StartAsync(
            application =>
            {
                application.UseAuthentication().UseAuthorization();
                IEndpointConventionBuilder endpoint = Map(application);
                _ = allows ? endpoint.AllowAnonymous() : endpoint;
            },
            services =>
            {
                services.AddAuthentication("none").AddScheme<AuthenticationSchemeOptions, Nobody>("none", null);
                services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
            });

        Assert.Equal(status, await PostAsync(app, "localhost"));
    }

    [Fact]
    public async Task Group_OfEndpoints_PassesItsPrefixAndConventionsOn()
    {
        await using App app = await App.StartAsync(application => application.MapGroup("/stackone").RequireHost("localhost").MapStackOneWebhooks(
            "/events",
            (StackOneEvent received, Inbox inbox, CancellationToken cancellationToken) => inbox.StoreAsync(received)));

        Assert.Equal(200, await PostAsync(app, "localhost"));
        Assert.Equal(404, await PostAsync(app, "example.com"));
    }

    /// <summary>What OpenAPI documents are made of.</summary>
    [Fact]
    public async Task Description_OfTheApplication_HasTheEndpoints()
    {
        await using App app = await App.StartAsync(
            application =>
            {
                Map(application).WithName("events");
                application.MapStackOneAssessmentPackages(App.Packages, (PackageListRequest request) => new List<AssessmentPackage>());
                application.MapStackOneBackgroundCheckPackages("/hidden", (PackageListRequest request) => new List<BackgroundCheckPackage>())
                    .ExcludeFromDescription();
            },
            services => services.AddEndpointsApiExplorer());

        var provider = app.Services.GetRequiredService<IApiDescriptionGroupCollectionProvider>();
        IReadOnlyList<ApiDescription> all = provider.ApiDescriptionGroups.Items[0].Items;

        Assert.Equal(["stackone/events", "stackone/packages"], all.Select(description => description.RelativePath));
        Assert.All(all, description =>
        {
            Assert.Equal("POST", description.HttpMethod);
            // The generator of OpenAPI documents fails for a body without a type, and for all endpoints of the application.
            Assert.DoesNotContain(description.ParameterDescriptions, parameter => parameter.Type is null || parameter.Type == typeof(void));
            Assert.Contains(description.ActionDescriptor.EndpointMetadata, metadata => metadata is IEndpointSummaryMetadata);
            Assert.Equal([200, 400, 401, 408, 413, 500], description.SupportedResponseTypes.Select(response => response.StatusCode).Order());
        });
    }

    private static IEndpointConventionBuilder Map(WebApplication application) => application.MapStackOneWebhooks(
        App.Events,
        (StackOneEvent received, Inbox inbox, CancellationToken cancellationToken) => inbox.StoreAsync(received));

    private static Task<int> PostAsync(App app, string host) => app.PostAsync(
        App.Events,
        "{}"u8.ToArray(),
        Requests.Sign("{}"u8.ToArray()),
        request => request.Headers.Host = host).StatusAsync();

    private sealed class Nobody(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
            Context.Request.Headers.ContainsKey("X-User")
                ? AuthenticateResult.Success(new(new ClaimsPrincipal(new ClaimsIdentity("none")), "none"))
                : AuthenticateResult.NoResult());
    }
}
