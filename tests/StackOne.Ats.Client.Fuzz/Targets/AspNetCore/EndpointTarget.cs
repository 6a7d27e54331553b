using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using StackOne.Ats.Client.AspNetCore;
using StackOne.Ats.Client.Fuzz.Oracles;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Fuzz.Targets.AspNetCore;

/// <summary>
/// A request to the endpoints of an application: method and path, headers, an empty line, and the body. In a header, <c>{signature}</c> and
/// <c>{key}</c> stand for what is right. No handler is called without it, none of StackOne's requests is refused, and no answer is a 5xx.
/// </summary>
internal sealed partial class EndpointTarget : FuzzTarget
{
    private const string Secret = "whsec-fuzz";
    private const string Key = "key-fuzz";
    private const int Limit = 4000;

    /// <summary>What the collector has not cleared away yet, and the pools that grow at first, are far below it.</summary>
    private const long MostGrowth = 32 << 20;

    private const int InputsBetweenLooksAtMemory = 50_000;

    private readonly WebApplication _application;
    private readonly RequestDelegate _pipeline;
    private object? _received;
    private long _inputs;
    private long _memory;

    internal EndpointTarget()
        : base(
            "endpoint",
            "POST /events", "POST /packages", "GET /events", "PUT /packages", "/", "\n", "\n\n",
            "x-stackone-signature: ", "{signature}", "{signature}=", "{key}", "authorization: Basic ",
            "content-type: ", "content-length: ", "application/json", "text/plain", "1048577", "-1", ",", ";", "\"", "\t", "\u00ff",
            "{", "}", "[", "]", ":", "null", "\"event\":", "\"account_id\":", "\"ats_assessments.created\"", "\"\\ud800\"", "1e400", "\u00ef\u00bb\u00bf")
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddRoutingCore().AddSingleton<IServer, NoServer>();
        builder.Services.AddStackOneWebhooks(options =>
        {
            (options.Secrets, options.PackageSecrets, options.PackageKeys) = (["another", Secret], ["another", Secret], ["another", Key]);
            options.MaxRequestBytes = Limit;
        });
        _application = builder.Build();
        _application.UseRouting();
        _application.MapStackOneWebhooks("/events", (StackOneEvent received, CancellationToken _) => Take(received));
        _application.MapStackOneAssessmentPackages("/packages", (PackageListRequest request) =>
        {
            Take(request);
            return Array.Empty<AssessmentPackage>();
        });
        _application.UseEndpoints(_ => { });
        _pipeline = ((IApplicationBuilder)_application).Build();
    }

    internal override void Run(byte[] input)
    {
        LookAtMemory();
        (string method, string path, List<(string Name, string Value)> headers, byte[] body) = Parse(input);
        byte[] hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), body);
        string right = Convert.ToBase64String(hash).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        using var answer = new MemoryStream();
        using IServiceScope scope = _application.Services.CreateScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        (context.Request.Method, context.Request.Path, context.Request.Body) = (method, path, new Pieces(body, 1 + (input.Length % 977)));
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(answer));
        foreach ((string name, string value) in headers)
        {
            context.Request.Headers.Append(name, value.Replace("{signature}", right, StringComparison.Ordinal)
                .Replace("{key}", Convert.ToBase64String(Encoding.UTF8.GetBytes(Key)), StringComparison.Ordinal));
        }

        _received = null;
        _pipeline(context).GetAwaiter().GetResult();

        string signature = context.Request.Headers["x-stackone-signature"].ToString();
        // ASP.NET Core takes a method in any case, which RFC 9110 does not.
        bool isSigned = HttpMethods.IsPost(method) && (signature == right || signature == right + "=");
        int status = context.Response.StatusCode;
        Require(status is 200 or 400 or 401 or 404 or 405 or 413 or 415, $"The status is {status}");
        Require(status == 200 || answer.Length == 0, "A refusal has a body");
        Require((status == 200) == (_received is not null), "The status is not that of what the handler has received");
        if (_received is not null)
        {
            bool hasKey = _received is StackOneEvent || HasKey(context.Request.Headers.Authorization.ToString());
            Require(isSigned && hasKey, "A request was accepted that nobody has signed");
        }
        else if (isSigned && path == "/events")
        {
            Require(status == ExpectedOfSigned(context.Request.ContentLength, body), $"A signed event was refused with {status}");
        }
    }

    public override void Dispose()
    {
        ((IDisposable)_application).Dispose();
        base.Dispose();
    }

    private Task Take(object received)
    {
        Require(_received is null, "A handler was called twice");
        _received = received;
        return Task.CompletedTask;
    }

    private static int ExpectedOfSigned(long? announced, byte[] body)
    {
        if (announced > Limit || body.Length > Limit)
        {
            return StatusCodes.Status413PayloadTooLarge;
        }

        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        ReadOnlySpan<byte> text = body.AsSpan().StartsWith(mark) ? body.AsSpan(mark.Length) : body;
        using JsonDocument? json = JsonOracle.Parse(JsonOracle.Repaired(text));
        return json?.RootElement.ValueKind == JsonValueKind.Object ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
    }

    private static bool HasKey(string authorization)
    {
        Match match = Credentials().Match(authorization);
        return match.Success && Encoding.UTF8.GetString(Convert.FromBase64String(match.Groups[1].Value)) is Key or Key + ":";
    }

    /// <summary>A server refuses what is no method, path or header.</summary>
    private static (string Method, string Path, List<(string Name, string Value)> Headers, byte[] Body) Parse(byte[] input)
    {
        int end = input.AsSpan().IndexOf("\n\n"u8);
        string[] lines = Encoding.Latin1.GetString(input.AsSpan(0, end < 0 ? input.Length : end)).Split('\n');
        string[] first = lines[0].Split(' ', 2);
        var headers = new List<(string Name, string Value)>();
        foreach (string line in lines[1..])
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && Word().IsMatch(line[..colon]) && !line.AsSpan(colon).ContainsAny('\r', '\0'))
            {
                headers.Add((line[..colon], line[(colon + 1)..].Trim(' ', '\t')));
            }
        }

        bool isPath = first.Length == 2 && first[1].StartsWith('/');
        return (Word().IsMatch(first[0]) ? first[0] : "POST", isPath ? first[1] : "/events", headers, end < 0 ? [] : input[(end + 2)..]);
    }

    private void LookAtMemory()
    {
        if (_inputs++ % InputsBetweenLooksAtMemory == InputsBetweenLooksAtMemory / 10)
        {
            long memory = GC.GetTotalMemory(forceFullCollection: true);
            _memory = _memory == 0 ? memory : _memory;
            Require(memory - _memory < MostGrowth, $"Memory has grown by {memory - _memory} bytes in {_inputs} inputs");
        }
    }

    [GeneratedRegex("^[!#$%&'*+.^_`|~0-9A-Za-z-]+$")]
    private static partial Regex Word();

    [GeneratedRegex(@"^Basic[ \t]+([A-Za-z0-9+/= \t]+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Credentials();
}
