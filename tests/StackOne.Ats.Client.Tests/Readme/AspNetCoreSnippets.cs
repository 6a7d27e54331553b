using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Testing;

namespace StackOne.Ats.Client.Tests.Readme;

#region exception-handler
public class StackOneExceptionHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        (int Status, string Title)? known = exception switch
        {
            StackOneTooManyRequestsException => (StatusCodes.Status429TooManyRequests, "Too many requests. Try again later."),
            StackOneNotFoundException => (StatusCodes.Status404NotFound, "The record does not exist."),
            StackOneConflictException => (StatusCodes.Status409Conflict, "The record has changed."),
            StackOneUnprocessableEntityException => (StatusCodes.Status422UnprocessableEntity, "The applicant tracking system rejected the values."),
            StackOneTimeoutException or StackOneRequestTimedOutException =>
                (StatusCodes.Status504GatewayTimeout, "The applicant tracking system did not respond in time."),
            StackOneConnectionException => (StatusCodes.Status503ServiceUnavailable, "The applicant tracking system cannot be reached."),
            StackOneException => (StatusCodes.Status502BadGateway, "The call to the applicant tracking system failed."),
            ArgumentException => (StatusCodes.Status400BadRequest, "The request is invalid."),
            _ => null,
        };
        if (known is not { } answer)
        {
            return false;
        }

        var problem = new ProblemDetails { Status = answer.Status, Title = answer.Title };
        if (exception is StackOneException failure)
        {
            problem.Extensions["requestId"] = failure.RequestId;
            problem.Extensions["outcomeUnknown"] = failure.OutcomeUnknown;
        }

        httpContext.Response.StatusCode = answer.Status;
        if (exception is StackOneTooManyRequestsException { RetryAfter: { } wait })
        {
            httpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        await problems.TryWriteAsync(new() { HttpContext = httpContext, ProblemDetails = problem });
        return true;
    }
}
#endregion

public sealed class AspNetCoreSnippets : Snippets
{
    [Fact]
    public async Task ExceptionHandler_OfEachException_WritesItsStatus()
    {
        (Exception Thrown, int? Status)[] rows =
        [
            (new StackOneTooManyRequestsException("x"), 429),
            (new StackOneNotFoundException("x"), 404),
            (new StackOneConflictException("x"), 409),
            (new StackOneUnprocessableEntityException("x"), 422),
            (new StackOneTimeoutException(StackOneTimeoutKind.Total, "x"), 504),
            (new StackOneRequestTimedOutException("x"), 504),
            (new StackOneConnectionException(StackOneConnectionFailure.Lost, "x"), 503),
            (new StackOneInternalServerErrorException("x"), 502),
            (new StackOneResponseException("x"), 502),
            (new StackOneApiException(HttpStatusCode.Found, "x"), 502),
            (new StackOneException("x"), 502),
            (new ArgumentException("An id is blank."), 400),
            (new InvalidOperationException("x"), null),
            (new OperationCanceledException("x"), null),
        ];

        foreach ((Exception thrown, int? status) in rows)
        {
            DefaultHttpContext? context = await HandleAsync(thrown);
            Assert.Equal(status, context?.Response.StatusCode);
        }
    }

    [Fact]
    public async Task ExceptionHandler_OfABusyProvider_SaysWhenToComeBack()
    {
        var busy = new StackOneTooManyRequestsException("x") { RetryAfter = TimeSpan.FromSeconds(90.5), RequestId = "req-1", OutcomeUnknown = true };

        DefaultHttpContext? context = await HandleAsync(busy);

        Assert.Equal("91", context!.Response.Headers.RetryAfter.ToString());
        using var body = JsonDocument.Parse(((MemoryStream)context.Response.Body).ToArray());
        Assert.Equal(429, body.RootElement.GetProperty("status").GetInt32());
        Assert.Equal("req-1", body.RootElement.GetProperty("requestId").GetString());
        Assert.True(body.RootElement.GetProperty("outcomeUnknown").GetBoolean());
    }

    [Fact]
    public async Task Endpoint_WithModels_OrdersAndReportsFailures()
    {
        string[] args = [];

        #region problem-details
        WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
        builder.Services.AddStackOneAts(builder.Configuration.GetSection("StackOne"));
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<StackOneExceptionHandler>();
        Prepare(builder); // not in the README

        await using WebApplication app = builder.Build();
        app.UseExceptionHandler();
        app.MapPost("/orders", (AssessmentOrderRequest request, StackOneAtsClient client) => client.Assessments.OrderAsync(request));
        #endregion

        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync(Token);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        using HttpResponseMessage accepted = await http.PostAsJsonAsync("/orders", new AssessmentOrderRequest { Id = "order-1" }, Token);
        AssessmentOrderResult? order = await accepted.Content.ReadFromJsonAsync<AssessmentOrderResult>(Token);
        Sandbox.Next(SandboxAnswer.Status(429, retryAfter: "600"));
        using HttpResponseMessage refused = await http.PostAsJsonAsync("/orders", new AssessmentOrderRequest { Id = "order-2" }, Token);

        SandboxOrder taken = Assert.Single(Sandbox.Orders);
        Assert.Equal(("order-1", taken.Result.TestUrl), (taken.Request.Id, order?.TestUrl));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 600);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
    }

    private void Prepare(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Services.AddStackOneAts(options =>
        {
            options.ApiKey = Sandbox.ApiKey;
            options.AccountId = "account-1";
            options.BaseAddress = Sandbox.BaseAddress;
        });
    }

    /// <summary>The context after the handler ran; null if it left the exception alone.</summary>
    private static async Task<DefaultHttpContext?> HandleAsync(Exception exception)
    {
        await using ServiceProvider services = new ServiceCollection().AddOptions().AddProblemDetails().BuildServiceProvider();
        var context = new DefaultHttpContext { RequestServices = services };
        context.Response.Body = new MemoryStream();
        var handler = new StackOneExceptionHandler(services.GetRequiredService<IProblemDetailsService>());
        return await handler.TryHandleAsync(context, exception, CancellationToken.None) ? context : null;
    }
}
