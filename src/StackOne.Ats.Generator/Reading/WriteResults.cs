using Microsoft.OpenApi;
using StackOne.Ats.Generator.Model;

namespace StackOne.Ats.Generator.Reading;

/// <summary>
/// Checks the results of writes. Hand-written code reads them into one of two types, so no types are generated for them. That code reads the
/// members listed here; a new member in the contract has to be added to it.
/// </summary>
internal static class WriteResults
{
    private const string Warnings = "unified_warnings";

    private static readonly string[] OfAll = ["statusCode", "message", "timestamp", "data"];
    private static readonly string[] OfData = ["id", "remote_id"];
    private static readonly string[] OfUploads = [Warnings, "provider_errors"];

    public static OperationResult Read(IOpenApiSchema schema, string place, TypeReader types, Problems problems)
    {
        IDictionary<string, IOpenApiSchema> members = schema.Properties!;
        Check(members.Keys.Except([.. OfAll, .. OfUploads]), place, problems);
        if (members.TryGetValue("data", out IOpenApiSchema? data))
        {
            SchemaView view = SchemaView.Of(data);
            Check((view.Target ?? view).Schema.Properties?.Keys.Except(OfData) ?? [], $"{place}.data", problems);
        }

        string type = members.Keys.Intersect(OfUploads).Any() ? "DocumentUploadResult" : "WriteResult";
        return new(ResultKind.Write, new TypeReference(TypeKind.Model, type))
        {
            Inner = members.TryGetValue(Warnings, out IOpenApiSchema? warnings) ? types.Read(SchemaView.Of(warnings), $"{place}.{Warnings}") : null,
        };
    }

    private static void Check(IEnumerable<string> unknown, string place, Problems problems)
    {
        foreach (string member in unknown)
        {
            problems.Add(
                $"'{place}' has a member '{member}' that WriteResult and DocumentUploadResult do not have: "
                + $"add it there, in WriteBody, and in {nameof(WriteResults)}.cs.",
                $"{place}.{member}");
        }
    }
}
