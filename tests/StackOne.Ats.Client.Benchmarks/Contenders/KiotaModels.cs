using Microsoft.Kiota.Abstractions.Serialization;
using StackOne.Ats.Client.Models;

namespace StackOne.Ats.Client.Benchmarks.Contenders;

/// <summary>A model of Kiota, which keeps unknown members as the library's models do.</summary>
internal abstract class KiotaModel : IParsable, IAdditionalDataHolder
{
    public IDictionary<string, object> AdditionalData { get; set; } = new Dictionary<string, object>();

    public abstract IDictionary<string, Action<IParseNode>> GetFieldDeserializers();

    public virtual void Serialize(ISerializationWriter writer) => throw new NotSupportedException();
}

/// <summary>The order as Kiota writes it.</summary>
internal sealed class KiotaOrder : KiotaModel
{
    private readonly Action<ISerializationWriter> _write;

    private KiotaOrder(Action<ISerializationWriter> write) => _write = write;

    internal static KiotaOrder Instance { get; } = Create(Payloads.Order);

    public override IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>();

    public override void Serialize(ISerializationWriter writer) => _write(writer);

    private static KiotaOrder Create(AssessmentOrderRequest order)
    {
        var package = new KiotaOrder(writer => writer.WriteStringValue("id", order.Package!.Id));
        var status = new KiotaOrder(writer => writer.WriteStringValue("value", order.Application!.ApplicationStatus!.Value!.Value.ToString()));
        var application = new KiotaOrder(writer =>
        {
            writer.WriteStringValue("id", order.Application!.Id);
            writer.WriteObjectValue("application_status", status);
        });
        var job = new KiotaOrder(writer =>
        {
            writer.WriteStringValue("id", order.Job!.Id);
            writer.WriteStringValue("title", order.Job.Title);
        });
        KiotaOrder[] emails = [.. order.Candidate!.Emails!.Select(email => new KiotaOrder(writer =>
        {
            writer.WriteStringValue("type", email.Type);
            writer.WriteStringValue("value", email.Value);
        }))];
        var candidate = new KiotaOrder(writer =>
        {
            writer.WriteStringValue("first_name", order.Candidate.FirstName);
            writer.WriteStringValue("last_name", order.Candidate.LastName);
            writer.WriteCollectionOfObjectValues("emails", emails);
        });
        var requester = new KiotaOrder(writer =>
        {
            writer.WriteStringValue("first_name", order.Requester!.FirstName);
            writer.WriteStringValue("last_name", order.Requester.LastName);
            writer.WriteStringValue("email", order.Requester.Email);
        });
        return new(writer =>
        {
            writer.WriteStringValue("id", order.Id);
            writer.WriteObjectValue("package", package);
            writer.WriteObjectValue("application", application);
            writer.WriteObjectValue("job", job);
            writer.WriteObjectValue("candidate", candidate);
            writer.WriteObjectValue("requester", requester);
            writer.WriteStringValue("results_update_url", order.ResultsUpdateUrl);
        });
    }
}

internal sealed class KiotaOrderResult : KiotaModel
{
    internal string? Id { get; private set; }

    internal string? RemoteId { get; private set; }

    internal string? TestUrl { get; private set; }

    public override IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        ["id"] = node => Id = node.GetStringValue(),
        ["remote_id"] = node => RemoteId = node.GetStringValue(),
        ["test_url"] = node => TestUrl = node.GetStringValue(),
    };
}

internal sealed class KiotaPage : KiotaModel
{
    internal string? Next { get; private set; }

    internal List<KiotaCandidate>? Data { get; private set; }

    public override IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        ["next"] = node => Next = node.GetStringValue(),
        ["data"] = node => Data = [.. node.GetCollectionOfObjectValues(static _ => new KiotaCandidate())],
    };
}
