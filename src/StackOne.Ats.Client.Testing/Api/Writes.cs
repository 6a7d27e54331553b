using System.Text.Json.Nodes;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;
using StackOne.Ats.Client.Testing.Hosting;
using StackOne.Ats.Client.Testing.Resources;

namespace StackOne.Ats.Client.Testing.Api;

/// <summary>Operations that create, change and delete records.</summary>
internal static class Writes
{
    private const string Updated = "Record updated successfully.";

    internal delegate Resource Change(Account account, Resource row, JsonObject request, DateTimeOffset now);

    /// <param name="path">The path.</param>
    /// <param name="type">The type of the body.</param>
    /// <param name="create">Creates the record.</param>
    internal static Operation Create(string path, string type, Func<ApiCall, JsonObject, Resource> create) => new("POST", path, call =>
        Created(call, create(call, RequestBody.Read(call.Body, type))));

    /// <param name="path">The path.</param>
    /// <param name="collection">The collection.</param>
    /// <param name="type">The type of the body.</param>
    /// <param name="change">Changes the record.</param>
    /// <param name="returnsId">Whether the result is a WriteResult, which has the id of the record.</param>
    internal static Operation Update(string path, Collection collection, string type, Change change, bool returnsId = false) =>
        new("PATCH", path, call =>
        {
            Resource row = change(call.Account, call.Account.Get(collection, call.Route.Id), RequestBody.Read(call.Body, type), call.Now);
            return Envelope.Written(call, 200, Updated, returnsId ? row : null);
        });

    /// <summary>A change of an application that is not a PATCH. The result has the id of the application.</summary>
    internal static Operation Act(string path, string type, Change change) =>
        Update(path, Collection.Applications, type, change, returnsId: true) with
        {
            Method = "POST",
        };

    internal static Operation Delete(string path, Collection collection) => new("DELETE", path, call =>
    {
        call.Account.Remove(collection, call.Account.Get(collection, call.Route.Id));
        return Envelope.Written(call, 200, "Record deleted successfully.");
    });

    internal static Operation CreateNote(string path, Collection notes, Collection parent) => new("POST", path, call =>
        Created(call, Notes.Create(call.Account, notes, Reads.Parent(call, parent).Id, RequestBody.Read(call.Body, "Note"), call.Now)));

    internal static Operation UpdateNote(string path, Collection notes, Collection parent) => new("PATCH", path, call =>
    {
        Resource note = call.Account.Get(notes, call.Route.SubResourceId, Reads.Parent(call, parent).Id);
        Notes.Update(call.Account, notes, note, RequestBody.Read(call.Body, "Note"), call.Now);
        return Envelope.Written(call, 200, Updated);
    });

    internal static Operation UpdateResult(string path, Collection orders) => new("PATCH", path, call =>
    {
        Resource order = call.Account.Get(orders, call.Route.Id);
        JsonObject request = RequestBody.Read(call.Body, "Result");
        Orders.SetResult(call.Account, orders, order, request, call.Now);
        call.Orders.AddResult(call, order.Id, isBackgroundCheck: orders == Collection.CheckOrders);
        return Envelope.Written(call, 200, Updated);
    });

    internal static Operation Upload(string path) => new("POST", path, call =>
    {
        Resource application = Reads.Parent(call, Collection.Applications);
        JsonObject upload = RequestBody.Read(call.Body, "Document");
        ApplicationDocuments.Add(call.Account, application.Id, upload, ApplicationDocuments.Read(upload), call.Now);
        return Envelope.Written(call, 201, "Document uploaded successfully.");
    })
    {
        TakesPreference = false,
    };

    internal static Operation Download(string path) => new("GET", path, call =>
    {
        Resource document = call.Account.Get(
            Collection.ApplicationDocuments,
            call.Route.SubResourceId,
            Reads.Parent(call, Collection.Applications).Id);
        string name = document.Text("name") ?? document.Id;
        if (!Path.HasExtension(name) && document.Text("file_format", "value") is { } format)
        {
            name = $"{name}.{format}";
        }

        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name);
        return new SandboxReply(200, document.File)
        {
            ContentType = new FileExtensionContentTypeProvider().TryGetContentType(name, out string? type) ? type : "application/octet-stream",
            ContentDisposition = disposition.ToString(),
        };
    })
    {
        TakesPreference = false,
    };

    private static SandboxReply Created(ApiCall call, Resource row) => Envelope.Written(call, 201, "Record created successfully.", row);
}
