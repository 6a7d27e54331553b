namespace StackOne.Ats.Client.AspNetCore.Settings;

/// <summary>What StackOne calls an endpoint for.</summary>
internal enum EndpointKind
{
    /// <summary>To deliver an event.</summary>
    Webhooks,

    /// <summary>To ask for the list of packages.</summary>
    Packages,
}
