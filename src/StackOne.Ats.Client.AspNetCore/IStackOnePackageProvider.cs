namespace StackOne.Ats.Client.AspNetCore;

/// <summary>Provides the packages that a recruiter can order. Register it as a service.</summary>
/// <typeparam name="TPackage"><see cref="Models.AssessmentPackage"/> or <see cref="Models.BackgroundCheckPackage"/>.</typeparam>
/// <example>
/// <code>
/// services.AddScoped&lt;IStackOnePackageProvider&lt;AssessmentPackage&gt;, Catalogue&gt;();
/// app.MapStackOneAssessmentPackages("/stackone/packages");
/// </code>
/// </example>
public interface IStackOnePackageProvider<out TPackage>
    where TPackage : class
{
    /// <summary>Gets the packages for a request.</summary>
    /// <param name="request">The account, and for some providers the job, that StackOne asks for.</param>
    /// <param name="cancellationToken">Canceled after <see cref="StackOneWebhooksOptions.HandlerTimeout"/>, or when StackOne has hung up.</param>
    /// <returns>The packages. They are collected before the first byte is sent, so an exception never leaves half a list.</returns>
    IAsyncEnumerable<TPackage> GetPackagesAsync(PackageListRequest request, CancellationToken cancellationToken);
}
