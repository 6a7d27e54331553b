using System.Text.Json;
using System.Text.Json.Nodes;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Testing.Api;
using StackOne.Ats.Client.Testing.Ordering;
using StackOne.Ats.Client.Testing.Resources;

namespace StackOne.Ats.Client.Testing;

// What StackOne does towards a vendor of assessments or background checks.
public sealed partial class StackOneSandbox
{
    /// <summary>The webhooks that receive events.</summary>
    public SandboxWebhooks Webhooks { get; }

    /// <summary>A snapshot of the results that were accepted, of assessments and background checks, oldest first.</summary>
    public IReadOnlyList<SandboxResult> Results => _orders.Results;

    /// <summary>A snapshot of the orders that were placed in the ATS, oldest first.</summary>
    public IReadOnlyList<SandboxAtsOrder> AtsOrders => _atsOrders.All;

    /// <summary>
    /// Orders an assessment in the applicant tracking system, as a recruiter does: the order exists for an application of the account, and its
    /// event goes to the webhooks.
    /// </summary>
    /// <param name="accountId">The linked account.</param>
    /// <param name="packageId">The package; null for the first one of the account.</param>
    /// <param name="applicationId">The application; null for the next one of the account: each order is for another, as long as there are.</param>
    /// <param name="faults">How the delivery of its event misbehaves; null for the <see cref="SandboxWebhook.Faults"/> of the webhook.</param>
    /// <returns>The order, whose result can be awaited.</returns>
    /// <exception cref="ArgumentException">The account has no such package or application.</exception>
    /// <example>
    /// <code>
    /// SandboxAtsOrder order = sandbox.OrderFromAts("account-1");
    /// SandboxResult result = await order.ResultAsync(TimeSpan.FromSeconds(10));
    /// </code>
    /// </example>
    public SandboxAtsOrder OrderFromAts(
        string accountId, string? packageId = null, string? applicationId = null, SandboxDeliveryFaults? faults = null) => _atsOrders.Add(
        CheckAccount(accountId, nameof(accountId)), Collection.AssessmentOrders, Collection.AssessmentPackages, packageId, applicationId, faults);

    /// <summary>Orders a background check in the applicant tracking system: as <see cref="OrderFromAts"/>.</summary>
    /// <param name="accountId">The linked account.</param>
    /// <param name="packageId">The package; null for the first one of the account.</param>
    /// <param name="applicationId">The application; null for the next one of the account.</param>
    /// <param name="faults">How the delivery of its event misbehaves; null for the <see cref="SandboxWebhook.Faults"/> of the webhook.</param>
    /// <returns>The order, whose result can be awaited.</returns>
    /// <exception cref="ArgumentException">The account has no such package or application.</exception>
    public SandboxAtsOrder OrderBackgroundCheckFromAts(
        string accountId, string? packageId = null, string? applicationId = null, SandboxDeliveryFaults? faults = null) => _atsOrders.Add(
        CheckAccount(accountId, nameof(accountId)), Collection.CheckOrders, Collection.CheckPackages, packageId, applicationId, faults);

    /// <summary>
    /// Asks a vendor for its packages of assessments, as StackOne does when a recruiter opens the list. They become packages of the account, in
    /// place of those that it had.
    /// </summary>
    /// <param name="url">The address of the vendor's endpoint.</param>
    /// <param name="request">The account, and how the request is signed.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="HttpRequestException">The vendor has not answered, or not with a 2xx. The ATS would show an error.</exception>
    /// <exception cref="InvalidDataException">The answer is not a list of packages. The ATS would show an error.</exception>
    public Task<IReadOnlyList<AssessmentPackage>> GetPackagesAsync(
        Uri url, SandboxPackageRequest request, CancellationToken cancellationToken = default) =>
        GetAsync<AssessmentPackage>(url, request, Collection.AssessmentPackages, cancellationToken);

    /// <summary>Asks a vendor for its packages of background checks: as <see cref="GetPackagesAsync"/>.</summary>
    /// <param name="url">The address of the vendor's endpoint.</param>
    /// <param name="request">The account, and how the request is signed.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="HttpRequestException">The vendor has not answered, or not with a 2xx.</exception>
    /// <exception cref="InvalidDataException">The answer is not a list of packages.</exception>
    public Task<IReadOnlyList<BackgroundCheckPackage>> GetBackgroundCheckPackagesAsync(
        Uri url,
        SandboxPackageRequest request,
        CancellationToken cancellationToken = default) =>
        GetAsync<BackgroundCheckPackage>(url, request, Collection.CheckPackages, cancellationToken);

    private static string CheckAccount(string id, string parameter)
    {
        ArgumentNullException.ThrowIfNull(id, parameter);
        return ApiService.IsAccountId(id) ? id : throw new ArgumentException("The id must be visible ASCII without a space or a comma.", parameter);
    }

    private async Task<IReadOnlyList<TPackage>> GetAsync<TPackage>(
        Uri url,
        SandboxPackageRequest request,
        Collection collection,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(request);
        string accountId = CheckAccount(request.AccountId, nameof(request));
        JsonObject[] packages = await PackageQuery.SendAsync(url, request, cancellationToken).ConfigureAwait(false);
        return _api.Use(accountId, account =>
        {
            foreach (Resource old in account.List(collection).ToArray())
            {
                account.Remove(collection, old);
            }

            return packages
                .Select(package => account.Add(collection, package, _options.TimeProvider.GetUtcNow()).Body.Deserialize<TPackage>()!)
                .ToArray();
        });
    }
}
