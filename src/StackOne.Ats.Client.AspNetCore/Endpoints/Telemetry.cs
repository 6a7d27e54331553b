using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.AspNetCore.Endpoints;

/// <summary>
/// Traces and metrics, under the same name as those of the client. They contain ids and names of events, and nothing else of a request.
/// </summary>
internal static class Telemetry
{
    private const string Name = "StackOne.Ats.Client";

    /// <summary>The value of OpenTelemetry's conventions for what is not known, so that nobody creates a time series per name.</summary>
    private const string Other = "_OTHER";

    private static readonly string[] KnownActions = [".created", ".updated", ".deleted", ".error", ".expired"];

    private static readonly string? Version =
        typeof(Telemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];

    private static readonly ActivitySource Source = new(Name, Version);
    private static readonly Meter Meter = new(Name, Version);

    private static readonly Counter<long> Requests = Meter.CreateCounter<long>(
        "stackone.ats.webhook.requests",
        "{request}",
        "The number of requests from StackOne, by event and result.");

    /// <summary>Starts a span around the handlers of an event, below the span of the request.</summary>
    internal static Activity? Start(StackOneEvent received)
    {
        Activity? span = Source.StartActivity($"handle {NameOf(received)}", ActivityKind.Internal);
        return span?.SetTag("stackone.event", NameOf(received)).SetTag("stackone.account.id", received.AccountId);
    }

    internal static void Count(StackOneEvent? received, string result)
    {
        if (Requests.Enabled)
        {
            var tags = new TagList { { "stackone.result", result } };
            if (received is not null)
            {
                tags.Add("stackone.event", NameOf(received));
            }

            Requests.Add(1, tags);
        }
    }

    /// <summary>The name if its resource and what has happened are known.</summary>
    private static string NameOf(StackOneEvent received)
    {
        string name = received.Name?.Value ?? string.Empty;
        bool isKnown = received.GetType() != typeof(StackOneEvent) && KnownActions.Any(action => name.EndsWith(action, StringComparison.Ordinal));
        return isKnown && name.Count(character => character == '.') == 1 || received.Name == EventNameValue.RequestFailed ? name : Other;
    }
}
