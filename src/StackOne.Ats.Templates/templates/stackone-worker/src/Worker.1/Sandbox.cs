//-:cnd:noEmit
#if DEBUG
using StackOne.Ats.Client.Testing;

namespace Worker._1;

/// <summary>
/// In development and without an API key, the worker reads a local StackOne in its own process, which has two active accounts. Release builds do not
/// have it.
/// </summary>
internal static class Sandbox
{
    internal static void UseWithoutKey(HostApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment() || !string.IsNullOrEmpty(builder.Configuration["StackOne:ApiKey"]))
        {
            return;
        }

        // A sandbox does not know the cursors of the one before.
        string progress = Path.Combine(AppContext.BaseDirectory, "sandbox-progress");
        if (Directory.Exists(progress))
        {
            Directory.Delete(progress, recursive: true);
        }

        var stackOne = StackOneSandbox.Start();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["StackOne:BaseAddress"] = stackOne.BaseAddress.OriginalString,
            ["StackOne:ApiKey"] = stackOne.ApiKey,
            ["Progress"] = progress,
        });
        Console.WriteLine($"There is no API key: running on the sandbox at {stackOne.BaseAddress.OriginalString}");
    }
}
#endif
//+:cnd:noEmit
