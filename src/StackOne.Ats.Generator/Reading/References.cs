using Microsoft.OpenApi;

namespace StackOne.Ats.Generator.Reading;

/// <summary>Checks that the parameters and responses that an operation refers to exist. The reader of the document leaves them empty.</summary>
internal static class References
{
    public static void Check(IOpenApiPathItem item, OpenApiOperation operation, Problems problems)
    {
        IEnumerable<string?> parameters = (item.Parameters ?? []).Concat(operation.Parameters ?? [])
            .OfType<OpenApiParameterReference>()
            .Where(reference => reference.Target is null)
            .Select(reference => reference.Reference.ReferenceV3);
        IEnumerable<string?> responses = (operation.Responses ?? []).Values
            .OfType<OpenApiResponseReference>()
            .Where(reference => reference.Target is null)
            .Select(reference => reference.Reference.ReferenceV3);
        foreach (string? reference in parameters.Concat(responses))
        {
            problems.Add(
                $"The operation '{operation.OperationId}' refers to '{reference}', which is not in the contract.",
                operation.OperationId);
        }
    }
}
