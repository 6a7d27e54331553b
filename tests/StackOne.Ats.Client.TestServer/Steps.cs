using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace StackOne.Ats.Client.TestServer;

/// <summary>One step of a script: what a server does next on a connection.</summary>
internal delegate Task Step(FaultConnection connection);

/// <summary>The steps that scripts are made of.</summary>
internal static class Steps
{
    private static readonly X509Certificate2 SelfSigned = CreateSelfSigned();

    internal static Step ReadHead { get; } = connection => connection.ReadHeadAsync();

    internal static Step ReadRequest { get; } = connection => connection.ReadRequestAsync();

    internal static Step Stall { get; } = Wait(Timeout.InfiniteTimeSpan);

    internal static Step Close { get; } = connection =>
    {
        connection.Close();
        return Task.CompletedTask;
    };

    internal static Step Reset { get; } = connection =>
    {
        connection.Reset();
        return Task.CompletedTask;
    };

    /// <summary>A handshake with a certificate that nobody trusts.</summary>
    internal static Step HandshakeSelfSigned { get; } = connection => connection.HandshakeAsync(SelfSigned);

    internal static Step ReadBytes(int count) => connection => connection.ReadBytesAsync(count);

    internal static Step Wait(TimeSpan time) => connection => connection.WaitAsync(time);

    internal static Step Write(ReadOnlyMemory<byte> bytes) => connection => connection.WriteAsync(bytes);

    /// <summary>Each character becomes a byte (Latin-1).</summary>
    internal static Step Write(string text) => Write(Encoding.Latin1.GetBytes(text));

    /// <inheritdoc cref="FaultConnection.RespondAsync"/>
    internal static Step Respond(string status, string body, string headers = "") =>
        connection => connection.RespondAsync(status, body, headers);

    internal static Step WriteSlowly(ReadOnlyMemory<byte> bytes, int count, TimeSpan interval) => async connection =>
    {
        for (int at = 0; at < bytes.Length; at += count)
        {
            await connection.WriteAsync(bytes.Slice(at, Math.Min(count, bytes.Length - at)));
            await connection.WaitAsync(interval);
        }
    };

    internal static Step WriteSlowly(string text, int count, TimeSpan interval) =>
        WriteSlowly(Encoding.Latin1.GetBytes(text), count, interval);

    /// <summary>The steps, many times over: floods without as much memory.</summary>
    internal static Step Repeat(int times, params Step[] steps) => async connection =>
    {
        for (int time = 0; time < times; time++)
        {
            foreach (Step step in steps)
            {
                await step(connection);
            }
        }
    };

    private static X509Certificate2 CreateSelfSigned()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        // Not every platform's TLS takes a key that was never in a file.
        return new X509Certificate2(certificate.Export(X509ContentType.Pkcs12));
    }
}
