using System.Net.Http.Headers;
using StackOne.Ats.Client.Benchmarks.Contenders;
using StackOne.Ats.Client.Benchmarks.Servers;

namespace StackOne.Ats.Client.Benchmarks.Scenarios;

/// <summary>Checks that all contenders send the same requests.</summary>
internal static class RequestCheck
{
    internal static async Task RunAsync()
    {
        var recorders = new List<Recorder>();
        Contender[] contenders = ContenderSet.All(
            () =>
            {
                recorders.Add(new Recorder());
                return recorders[^1];
            },
            ContenderSet.NoAddress);
        await ContenderSet.UseAsync(contenders, _ => Task.CompletedTask);
        for (int i = 1; i < contenders.Length; i++)
        {
            if (!recorders[i].Requests.SequenceEqual(recorders[0].Requests))
            {
                string all = string.Join("\n\n", recorders[i].Requests.Concat(recorders[0].Requests));
                throw new WrongResultException($"{contenders[i].Name} sends other requests than {contenders[0].Name}:\n{all}");
            }
        }
    }

    private sealed class Recorder() : DelegatingHandler(new MemoryServer(refuses: false))
    {
        internal List<string> Requests { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpRequestHeaders headers = request.Headers;
            if (!headers.Contains("User-Agent"))
            {
                throw new WrongResultException("A contender sends no User-Agent.");
            }

            string body = request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync(cancellationToken);
            // Accept-Encoding is a contender's own: some decompress themselves, some leave it to the handler.
            Requests.Add(string.Join(
                '\n',
                $"{request.Method} {request.RequestUri}",
                $"{headers.Authorization} {headers.Accept} {string.Join(',', headers.GetValues("x-account-id"))}",
                $"{request.Content?.Headers.ContentType?.MediaType} {request.Content?.Headers.ContentLength}",
                body));
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
