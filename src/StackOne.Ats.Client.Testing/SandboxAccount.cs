using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using StackOne.Ats.Client.Models;
using StackOne.Ats.Client.Testing.Api;
using StackOne.Ats.Client.Testing.Resources;

namespace StackOne.Ats.Client.Testing;

/// <summary>The records of a linked account, to set up and to check. Changes from here send no events. Thread-safe.</summary>
/// <example>
/// <code>
/// SandboxAccount account = sandbox.Account("account-1");
/// Candidate candidate = account.Add(new Candidate { FirstName = "Ada", Email = "ada@example.com" });
/// Assert.Contains(account.All&lt;Candidate&gt;(), found => found.Id == candidate.Id);
/// </code>
/// </example>
public sealed class SandboxAccount
{
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private static readonly Dictionary<Type, Collection> Collections = new()
    {
        [typeof(Application)] = Collection.Applications,
        [typeof(AssessmentPackage)] = Collection.AssessmentPackages,
        [typeof(BackgroundCheckPackage)] = Collection.CheckPackages,
        [typeof(Candidate)] = Collection.Candidates,
        [typeof(Department)] = Collection.Departments,
        [typeof(Interview)] = Collection.Interviews,
        [typeof(Job)] = Collection.Jobs,
        [typeof(JobPosting)] = Collection.JobPostings,
        [typeof(Location)] = Collection.Locations,
        [typeof(Offer)] = Collection.Offers,
        [typeof(RejectedReason)] = Collection.RejectedReasons,
        [typeof(Scorecard)] = Collection.Scorecards,
        [typeof(User)] = Collection.Users,
    };

    private readonly ApiService _api;
    private readonly TimeProvider _time;

    internal SandboxAccount(string id, ApiService api, TimeProvider time) => (Id, _api, _time) = (id, api, time);

    /// <summary>The id of the account: the value of the header <c>x-account-id</c>.</summary>
    public string Id { get; }

    /// <summary>Adds a record, or replaces the one with the same id.</summary>
    /// <typeparam name="T">
    /// The type of the record: <see cref="Application"/>, <see cref="AssessmentPackage"/>, <see cref="BackgroundCheckPackage"/>,
    /// <see cref="Candidate"/>, <see cref="Department"/>, <see cref="Interview"/>, <see cref="Job"/>, <see cref="JobPosting"/>,
    /// <see cref="Location"/>, <see cref="Offer"/>, <see cref="RejectedReason"/>, <see cref="Scorecard"/> or <see cref="User"/>.
    /// </typeparam>
    /// <param name="record">The record. Its ids and dates are kept; what is null is set as for a record that a request creates.</param>
    /// <returns>The record as the API returns it, with its id.</returns>
    /// <exception cref="ArgumentException">The type is another.</exception>
    public T Add<T>(T record)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(record);
        Collection collection = CollectionOf<T>();
        JsonObject members = JsonSerializer.SerializeToNode(record, Json)!.AsObject();
        return Use(account =>
        {
            if (account.Find(collection, members.Text("id")) is { } old)
            {
                account.Remove(collection, old);
            }

            return Read<T>(account.Add(collection, members, _time.GetUtcNow(), members.Text("application_id")));
        });
    }

    /// <summary>The records of a type, oldest first.</summary>
    /// <typeparam name="T">The type of the records, as for <see cref="Add"/>.</typeparam>
    /// <exception cref="ArgumentException">The type is another.</exception>
    public IReadOnlyList<T> All<T>()
        where T : class
    {
        Collection collection = CollectionOf<T>();
        return Use(account => account.List(collection).Select(Read<T>).ToArray());
    }

    /// <summary>Removes all records, also those of the invented company.</summary>
    /// <returns>The same account, for chaining.</returns>
    public SandboxAccount Clear() => Use(account =>
    {
        account.Clear();
        return this;
    });

    /// <summary>Returns the id.</summary>
    public override string ToString() => Id;

    private static Collection CollectionOf<T>() => Collections.GetValueOrDefault(typeof(T))
        ?? throw new ArgumentException(
            $"{typeof(T).Name} is not a record of an account. Records are: {string.Join(", ", Collections.Keys.Select(type => type.Name))}.");

    private static T Read<T>(Resource row) => row.Body.Deserialize<T>(Json)!;

    private T Use<T>(Func<Account, T> use) => _api.Use(Id, account =>
    {
        T result = use(account);
        account.TakeChanges();
        return result;
    });
}
