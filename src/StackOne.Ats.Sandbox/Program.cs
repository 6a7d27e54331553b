using StackOne.Ats.Sandbox;

// Starts a sandbox and serves it until it is stopped. See Arguments.cs for the options.

return await Arguments.Command(Server.RunAsync).Parse(args).InvokeAsync();
