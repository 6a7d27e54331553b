using System.Text.Json.Nodes;

namespace StackOne.Ats.Client.Testing.Resources;

/// <summary>The documents of applications.</summary>
internal static class ApplicationDocuments
{
    /// <summary>The file of an upload.</summary>
    /// <exception cref="RejectedException">The content is absent or not base64: a 400.</exception>
    internal static byte[] Read(JsonObject upload)
    {
        try
        {
            return Convert.FromBase64String(upload.Text("content") ?? throw new RejectedException(400, "content is missing."));
        }
        catch (FormatException)
        {
            throw new RejectedException(400, "content is not base64.");
        }
    }

    internal static Resource Add(Account account, string applicationId, JsonObject upload, byte[] file, DateTimeOffset now)
    {
        Resource document = account.Add(
            Collection.ApplicationDocuments,
            new JsonObject
            {
                ["name"] = upload.Text("name"),
                ["category"] = upload["category"]?.DeepClone(),
                ["category_id"] = upload.Text("category_id"),
                ["file_format"] = upload["file_format"]?.DeepClone(),
                ["type"] = upload["category"]?.DeepClone(),
                ["remote_url"] = null,
            },
            now,
            applicationId,
            file);
        account.Update(Collection.Applications, account.Get(Collection.Applications, applicationId), now, members =>
            members["documents"] = members.Objects("documents").Append(document.Members()).ToJsonArray());
        return document;
    }
}
