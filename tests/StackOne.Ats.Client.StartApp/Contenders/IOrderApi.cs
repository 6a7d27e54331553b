using Refit;

namespace StackOne.Ats.Client.StartApp;

internal interface IOrderApi
{
    [Post("/unified/ats/assessments/orders")]
    Task<ResultStatus> OrderAsync([Body] Order order);

    /// <summary>Refit with source-generated JSON and a body that has a length.</summary>
    internal static async Task<string?> OrderAsync(HttpClient http)
    {
        RefitSettings settings = RefitSettings.ForJsonContext(Json.Default);
        settings.RequestBodySerialization = RequestBodySerializationMode.Buffered;
        ResultStatus result = await RestService.ForGenerated<IOrderApi>(http, settings).OrderAsync(Order.Example);
        return result.Id;
    }
}
