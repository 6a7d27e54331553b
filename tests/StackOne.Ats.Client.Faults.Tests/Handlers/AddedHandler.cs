using System.Net;
using System.Security.Cryptography;
using StackOne.Ats.Client.TestServer;

namespace StackOne.Ats.Client.Faults.Tests.Handlers;

/// <summary>A handler as an application may add it, over a real connection.</summary>
/// <param name="Name">What it does.</param>
/// <param name="SendAsync">How it sends, given what sends through the connection.</param>
internal sealed record AddedHandler(string Name, Func<HttpRequestMessage, AddedHandler.Send, Task<HttpResponseMessage>> SendAsync)
{
    /// <summary>Sends through the connection.</summary>
    internal delegate Task<HttpResponseMessage> Send(HttpRequestMessage request);

    /// <summary>How many requests of its own it may make of each that it is given.</summary>
    internal int Sends { get; init; } = 1;

    /// <summary>Whether it reads the body before it connects.</summary>
    internal bool ReadsFirst { get; init; }

    /// <summary>Whether it throws something else where the connection fails.</summary>
    internal bool Swallows { get; init; }

    /// <summary>Refuses connections. It is kept: collected, its port would go to another server.</summary>
    private static readonly FaultServer NobodyListens = FaultServer.Refusing();

    internal static AddedHandler[] All { get; } =
    [
        new("replaces the body with a copy", async (request, send) =>
        {
            request.Content = WithHeaders(new ByteArrayContent(await request.Content!.ReadAsByteArrayAsync()), request.Content);
            return await send(request);
        })
        { ReadsFirst = true },
        new("replaces the body with one that reads it later", async (request, send) =>
        {
            request.Content = WithHeaders(new WrappingContent(request.Content!), request.Content!);
            return await send(request);
        }),
        new("replaces the body with one of its own", async (request, send) =>
        {
            // Of the same length, which is known without reading it.
            request.Content = new ByteArrayContent(new byte[request.Content!.Headers.ContentLength!.Value]);
            return await send(request);
        }),
        new("buffers the body", async (request, send) =>
        {
            await request.Content!.LoadIntoBufferAsync();
            return await send(request);
        })
        { ReadsFirst = true },
        new("signs the body, read synchronously", async (request, send) =>
        {
            request.Headers.Add("X-Signature", Convert.ToHexString(SHA256.HashData(request.Content!.ReadAsStream())));
            request.Content.CopyTo(Stream.Null, null, CancellationToken.None);
            return await send(request);
        })
        { ReadsFirst = true },
        new("sends a copy of the request", async (request, send) => await send(await CopyAsync(request))) { ReadsFirst = true },
        new("sends again itself", async (request, send) =>
        {
            try
            {
                return await send(request);
            }
            catch (HttpRequestException)
            {
                return await send(request);
            }
        })
        { Sends = 2 },
        new("sends again itself, where nobody listens", async (request, send) =>
        {
            try
            {
                return await send(request);
            }
            catch (HttpRequestException)
            {
                request.RequestUri = NobodyListens.Address;
                return await send(request);
            }
        }),
        new("throws an exception of its own", async (request, send) =>
        {
            try
            {
                return await send(request);
            }
            catch (Exception)
            {
                throw new InvalidOperationException("gave up");
            }
        })
        { Swallows = true },
        new("throws an exception of this library", async (request, send) =>
        {
            try
            {
                return await send(request);
            }
            catch (Exception)
            {
                throw new StackOneConnectionException(StackOneConnectionFailure.CouldNotConnect, "gave up");
            }
        })
        { Swallows = true },
        new("copies the body and says it could not connect", async (request, send) =>
        {
            try
            {
                return await send(await CopyAsync(request));
            }
            catch (Exception)
            {
                throw new HttpRequestException(HttpRequestError.ConnectionError, "gave up");
            }
        })
        { ReadsFirst = true },
    ];

    /// <summary>The handler over a connection like that of the library.</summary>
    internal HttpMessageHandler Create() => new Handler(this)
    {
        InnerHandler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
        },
    };

    private static async Task<HttpRequestMessage> CopyAsync(HttpRequestMessage request)
    {
        var copy = new HttpRequestMessage(request.Method, request.RequestUri)
        {
            Content = WithHeaders(new ByteArrayContent(await request.Content!.ReadAsByteArrayAsync()), request.Content),
        };
        foreach ((string name, IEnumerable<string> values) in request.Headers)
        {
            copy.Headers.TryAddWithoutValidation(name, values);
        }

        return copy;
    }

    private static HttpContent WithHeaders(HttpContent content, HttpContent source)
    {
        content.Headers.ContentType = source.Headers.ContentType;
        content.Headers.ContentLength = source.Headers.ContentLength;
        return content;
    }

    private sealed class Handler(AddedHandler added) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            added.SendAsync(request, sent => base.SendAsync(sent, cancellationToken));
    }

    /// <summary>As one that compresses or encrypts: it reads the body as it is sent.</summary>
    private sealed class WrappingContent(HttpContent inner) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => inner.CopyToAsync(stream, context);

        protected override bool TryComputeLength(out long length)
        {
            length = inner.Headers.ContentLength!.Value;
            return true;
        }
    }
}
