using Microsoft.Extensions.Http;
using StackOne.Ats.Client.Pipeline;

namespace StackOne.Ats.Client.DependencyInjection;

/// <summary>Removes the handlers that a filter of the application has put around the pipeline: one that sends again would order twice.</summary>
/// <remarks>A filter applies to every client of the application, as the defaults do. The first that is registered has the last word.</remarks>
internal sealed class OutermostPipeline : IHttpMessageHandlerBuilderFilter
{
    public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
    {
        next(builder);
        IList<DelegatingHandler> handlers = builder.AdditionalHandlers;
        if (handlers.Any(handler => handler is PipelineHandler))
        {
            foreach (DelegatingHandler outer in handlers.TakeWhile(handler => handler is not PipelineHandler).ToList())
            {
                // What IHttpClientBuilder.AddLogger adds is the factory's own, and only for this client.
                if (outer.GetType().Assembly != typeof(IHttpClientFactory).Assembly)
                {
                    handlers.Remove(outer);
                }
            }
        }
    };
}
