using StackOne.Ats.Generator.Model;

namespace StackOne.Ats.Generator.Emitting;

/// <summary>Emits the list of operations that the sandbox names requests with: the method, the path, and the name of the client's method.</summary>
internal static class OperationList
{
    public static string Emit(Api api) =>
        string.Concat(api.Operations.Select(operation => $"{operation.HttpMethod} {operation.Path} {operation.Group}.{operation.Method}\n"));
}
