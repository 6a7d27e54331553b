using StackOne.Ats.Client.Generated;
using StackOne.Ats.Client.Pipeline;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Pipeline;

public class ApiCallTests
{
    [Theory]
    [InlineData("GET", false, true)]
    [InlineData("HEAD", false, true)]
    [InlineData("PUT", true, true)]
    [InlineData("DELETE", true, true)]
    [InlineData("POST", true, false)]
    [InlineData("PATCH", true, false)]
    public void Call_Method_DecidesWhatItChanges(string method, bool isWrite, bool isIdempotent)
    {
        var operation = new Operation("id", "Things." + method, method, "/things", TakesPrefer: false, AssessmentsOperations.Models);

        var call = new ApiCall(operation, CallScope.Mock, CancellationToken.None);

        Assert.Equal((isWrite, isIdempotent), (call.IsWrite, call.IsIdempotent));
    }

    /// <summary>As of a handler that the application put above the client's.</summary>
    [Fact]
    public async Task Send_RequestOfAnother_IsRefused()
    {
        using HttpClient http = PipelineBuilder.CreateHttpClient(new() { ApiKey = Harness.Key }, new StubHandler(), PipelineServices.Default, disposePrimary: true);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => http.GetAsync(new Uri("https://example.com")));

        Assert.Equal("This HttpClient sends only requests that StackOneAtsClient created.", failure.Message);
    }
}
