using System.Reflection;

namespace AssessmentVendor;

/// <summary>The page of the vendor's people. A real vendor puts a sign-in in front of it; StackOne's endpoints have signatures instead.</summary>
internal static class Page
{
    internal static void MapPage(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            // The page loads nothing from elsewhere, runs no script but its own, and is shown in no frame.
            context.Response.Headers.ContentSecurityPolicy =
                "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; "
                + "frame-ancestors 'none'";
            return next(context);
        });
        app.MapRazorPages();
        app.MapGet("/vendor.css", () => File("vendor.css", "text/css; charset=utf-8"));
        app.MapGet("/vendor.js", () => File("vendor.js", "text/javascript; charset=utf-8"));
    }

    private static IResult File(string name, string type) =>
        Results.Stream(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!, type);
}
