using Microsoft.AspNetCore.Http;
using StackOne.Ats.Client.Testing.Ordering;
using StackOne.Ats.Client.Testing.Resources;

namespace StackOne.Ats.Client.Testing.Api;

/// <summary>A request to an operation, and what it acts on.</summary>
internal sealed class ApiCall
{
    internal required string AccountId { get; init; }

    internal required Account Account { get; init; }

    internal required OrderBook Orders { get; init; }

    internal required RouteMatch Route { get; init; }

    internal required HttpRequest Request { get; init; }

    internal required byte[] Body { get; init; }

    internal required DateTimeOffset Now { get; init; }

    internal required bool IrregularPages { get; init; }
}
