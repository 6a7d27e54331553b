using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using StackOne.Ats.Client.Serialization;

namespace StackOne.Ats.Client.Pipeline;

/// <summary>A call that the contract does not describe: any path and any JSON. It does without Refit, and passes through the same pipeline.</summary>
internal static class AnyOperation
{
    private const string Name = "SendAsync";

    private static readonly HttpMethod[] Methods = [HttpMethod.Get, HttpMethod.Post, HttpMethod.Put, HttpMethod.Patch, HttpMethod.Delete];

    /// <summary>The JSON that no model describes.</summary>
    internal static ModelJson Json { get; } = new(AnyJsonContext.Default);

    internal static async Task<JsonNode?> SendAsync(
        CallScope scope, HttpMethod method, string path, JsonNode? request, CancellationToken cancellationToken)
    {
        HttpMethod known = Methods.FirstOrDefault(one => one == method)
            ?? throw new ArgumentException("Only GET, POST, PUT, PATCH and DELETE can be sent.", nameof(method));
        var operation = new Operation(
            Name, Name, known.Method, "{path}", TakesPrefer: true, Json, typeof(JsonNode), MayBeEmpty: true, Account: AccountUse.Optional);
        ApiCall call = scope.StartCall(operation, cancellationToken);
        using var message = new HttpRequestMessage(known, Address(call.Http.BaseAddress!, path));
        ApiCall.Attach(call, message);
        if (call.AccountId.Length > 0)
        {
            message.Headers.TryAddWithoutValidation("x-account-id", call.AccountId);
        }

        if (call.Prefer is { } prefer)
        {
            message.Headers.TryAddWithoutValidation("Prefer", prefer);
        }

        if (request is not null)
        {
            message.Content = JsonRequestContent.Create(request, (JsonTypeInfo<JsonNode>)Json.Options.GetTypeInfo(typeof(JsonNode)));
        }

        try
        {
            // The call has the token.
            using HttpResponseMessage response = await call.Http
                .SendAsync(message, HttpCompletionOption.ResponseHeadersRead, CancellationToken.None)
                .ConfigureAwait(false);
            return (JsonNode?)((PooledBody)response.Content).Result;
        }
        catch (ObjectDisposedException)
        {
            throw new ObjectDisposedException(nameof(StackOneAtsClient));
        }
    }

    /// <summary>The address of a path, also with a prefix as in BaseAddress. The key is not sent anywhere else.</summary>
    private static Uri Address(Uri root, string path)
    {
        bool isPath = path.StartsWith('/') && !path.Contains('#', StringComparison.Ordinal) && !path.Contains('\\', StringComparison.Ordinal)
            && !path.Any(char.IsControl) && !Utf16.HasLoneSurrogate(path);
        string prefix = root.GetLeftPart(UriPartial.Path).TrimEnd('/');
        return isPath && Uri.TryCreate(prefix + path, UriKind.Absolute, out Uri? address)
            && address.GetLeftPart(UriPartial.Path).StartsWith(prefix + "/", StringComparison.Ordinal)
                ? address
                : throw new ArgumentException(
                    "The path must begin with a slash, stay below BaseAddress, and have no fragment or backslash.", nameof(path));
    }
}

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(JsonNode))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
internal sealed partial class AnyJsonContext : JsonSerializerContext;
