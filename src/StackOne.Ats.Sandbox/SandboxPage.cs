using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Testing;

namespace StackOne.Ats.Sandbox;

/// <summary>The page that shows what happens in the sandbox, and what it asks the sandbox to do.</summary>
internal sealed class SandboxPage(Arguments arguments)
{
    private const string DefaultAccount = "account-1";

    /// <summary>
    /// Requests that change something must have it. A page of another origin cannot send it without asking first, and is refused then: nothing that a
    /// developer browses can order here.
    /// </summary>
    private const string GuardHeader = "x-sandbox-page";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly Dictionary<string, (string Type, byte[] Content)> Files = new()
    {
        ["/"] = ("text/html; charset=utf-8", Read("index.html")),
        ["/page.css"] = ("text/css; charset=utf-8", Read("page.css")),
        ["/page.js"] = ("text/javascript; charset=utf-8", Read("page.js")),
    };

    /// <summary>An order that came before the webhooks are back would not be delivered.</summary>
    private readonly object _resetLock = new();

    /// <summary>Set as soon as it has started. Until then, there are no requests.</summary>
    internal StackOneSandbox? Sandbox { get; set; }

    /// <summary>Answers a request for the page. Returns false for all others.</summary>
    internal async Task<bool> AnswerAsync(HttpContext context)
    {
        string path = context.Request.Path.Value ?? string.Empty;
        if (HttpMethods.IsGet(context.Request.Method) && Files.TryGetValue(path, out (string Type, byte[] Content) file))
        {
            context.Response.ContentType = file.Type;
            // The page loads nothing from elsewhere, and no other page may frame it.
            context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; img-src data:; frame-ancestors 'none'";
            context.Response.Headers.CacheControl = "no-cache";
            await context.Response.Body.WriteAsync(file.Content, context.RequestAborted).ConfigureAwait(false);
            return true;
        }

        if (!path.StartsWith("/page/", StringComparison.Ordinal) || Sandbox is not { } sandbox)
        {
            return false;
        }

        object? answer;
        try
        {
            answer = (context.Request.Method, path) switch
            {
                ("GET", "/page/state") => State(sandbox),
                ("GET", "/page/records") => Records(sandbox.Account(Account(context.Request)), context.Request.Query["type"].ToString()),
                ("POST", _) when !context.Request.Headers.ContainsKey(GuardHeader) => null,
                ("POST", "/page/order") => Order(sandbox, context.Request),
                ("POST", "/page/packages") => await PackagesAsync(sandbox, context).ConfigureAwait(false),
                ("POST", "/page/reset") => Reset(sandbox),
                _ => null,
            };
        }
        catch (Exception exception) when (exception is ArgumentException or HttpRequestException or InvalidDataException or TaskCanceledException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            answer = new { error = exception.Message.Split(" (Parameter")[0] };
        }

        context.Response.StatusCode = answer is null ? StatusCodes.Status404NotFound : context.Response.StatusCode;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(answer, Json), context.RequestAborted).ConfigureAwait(false);
        return true;
    }

    private static string Account(HttpRequest request) => request.Query["account"].ToString() is { Length: > 0 } account ? account : DefaultAccount;

    private static object Records(SandboxAccount account, string type) => type switch
    {
        "candidates" => account.All<Candidate>().Select(record => new Row(record.Id, record.Name)),
        "applications" => account.All<Application>()
            .Select(record => new Row(record.Id, $"{record.Candidate?.Name}: {record.ApplicationStatus?.Value}")),
        "jobs" => account.All<Job>().Select(record => new Row(record.Id, record.Title)),
        "packages" => account.All<AssessmentPackage>().Select(record => new Row(record.Id, record.Name)),
        "checks" => account.All<BackgroundCheckPackage>().Select(record => new Row(record.Id, record.Name)),
        _ => throw new ArgumentException($"There is no list of {type}."),
    };

    private object Order(StackOneSandbox sandbox, HttpRequest request)
    {
        string fault = request.Query["faults"].ToString();
        var faults = SandboxDeliveryFaults.None;
        if (fault.Length > 0 && !Enum.TryParse(fault, out faults))
        {
            throw new ArgumentException($"There is no delivery that is {fault}.");
        }

        string? package = request.Query["package"].ToString() is { Length: > 0 } id ? id : null;
        lock (_resetLock)
        {
            SandboxAtsOrder order = request.Query["kind"] == "check"
                ? sandbox.OrderBackgroundCheckFromAts(Account(request), package, faults: faults)
                : sandbox.OrderFromAts(Account(request), package, faults: faults);
            return new { order.Id };
        }
    }

    private static byte[] Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private object Reset(StackOneSandbox sandbox)
    {
        lock (_resetLock)
        {
            sandbox.Reset();
            arguments.AddWebhooks(sandbox);
            return new { };
        }
    }

    private object State(StackOneSandbox sandbox)
    {
        IReadOnlyList<SandboxResult> results = sandbox.Results;
        return new
        {
            address = sandbox.BaseAddress.OriginalString,
            key = sandbox.ApiKey,
            webhooks = arguments.Webhooks,
            packages = arguments.Packages,
            accounts = sandbox.AccountIds,
            orders = sandbox.AtsOrders.OrderByDescending(order => order.OrderedAt).Take(100).Select(order => new
            {
                order.Id,
                account = order.AccountId,
                package = order.PackageId,
                candidate = order.CandidateId,
                at = order.OrderedAt,
                status = results.LastOrDefault(result => result.OrderId == order.Id && result.AccountId == order.AccountId)?.Status?.Value,
            }),
            events = sandbox.Webhooks.Deliveries.Reverse().Take(100).Select(delivery => new
            {
                at = delivery.SentAt,
                name = delivery.EventName,
                delivery.Attempt,
                delivery.Status,
                delivery.Body,
                delivery.IsAnswered,
                url = delivery.Url,
            }),
            requests = sandbox.Requests.Reverse().Take(100).Select(request => new
            {
                at = request.ReceivedAt,
                request.Method,
                request.Path,
                request.Operation,
                account = request.AccountId,
                body = request.Text,
                request.Status,
            }),
        };
    }

    private async Task<object?> PackagesAsync(StackOneSandbox sandbox, HttpContext context)
    {
        if (arguments.Packages is null)
        {
            throw new ArgumentException("Start the sandbox with --packages to ask your service for its packages.");
        }

        var request = new SandboxPackageRequest
        {
            AccountId = Account(context.Request),
            Secret = arguments.PackageSecret,
            Key = arguments.PackageKey,
        };
        return await sandbox.GetPackagesAsync(arguments.Packages, request, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>A record, as the page lists it.</summary>
    private sealed record Row(string? Id, string? Text);
}
