using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using StackOne.Ats.Client.AspNetCore.Tests.Support;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.AspNetCore.Tests.Hosting;

public class OpenApiTests
{
    /// <summary>
    /// An application for NativeAOT has no JSON metadata but its own. An endpoint that needs other metadata breaks the document of all endpoints.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Document_OfTheApplication_HasTheEndpoints(bool hasNoMetadata)
    {
        await using App app = await App.StartAsync(
            application =>
            {
                application.MapOpenApi();
                application.MapStackOneWebhooks(App.Events, (StackOneEvent received, CancellationToken cancellationToken) => Task.CompletedTask);
                application.MapStackOneAssessmentPackages(App.Packages, (PackageListRequest request) => new List<AssessmentPackage>());
            },
            services => services.AddOpenApi().Configure<JsonOptions>(options =>
            {
                if (hasNoMetadata)
                {
                    options.SerializerOptions.TypeInfoResolverChain.Clear();
                }
            }));

        using JsonDocument document = JsonDocument.Parse(
            await app.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken));

        JsonElement paths = document.RootElement.GetProperty("paths");
        foreach (string path in new[] { App.Events, App.Packages })
        {
            JsonElement post = paths.GetProperty(path).GetProperty("post");
            Assert.False(string.IsNullOrEmpty(post.GetProperty("summary").GetString()));
            Assert.Equal(["200", "400", "401", "408", "413", "500"], post.GetProperty("responses").EnumerateObject().Select(member => member.Name));
        }
    }
}
