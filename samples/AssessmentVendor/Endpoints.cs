using StackOne.Ats.Client.AspNetCore;
using StackOne.Ats.Client.Models;

namespace AssessmentVendor;

/// <summary>What StackOne calls.</summary>
internal static class Endpoints
{
    internal const string Events = "/stackone/events";
    internal const string Packages = "/stackone/packages";

    internal static void MapStackOne(this WebApplication app)
    {
        app.MapStackOneWebhooks(Events, (StackOneEvent received, Inbox inbox, CancellationToken cancellationToken) =>
            inbox.StoreAsync(received, cancellationToken));
        app.MapStackOneAssessmentPackages(Packages, (PackageListRequest _, Catalogue catalogue) => catalogue.Packages);
    }
}
