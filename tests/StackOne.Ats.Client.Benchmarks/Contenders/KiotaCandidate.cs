using Microsoft.Kiota.Abstractions.Serialization;

namespace StackOne.Ats.Client.Benchmarks.Contenders;

internal sealed class KiotaCandidate : KiotaModel
{
    internal string? Id { get; private set; }

    internal string? RemoteId { get; private set; }

    internal string? Name { get; private set; }

    internal string? FirstName { get; private set; }

    internal string? LastName { get; private set; }

    internal string? Email { get; private set; }

    internal List<KiotaEmail>? Emails { get; private set; }

    internal string? Phone { get; private set; }

    internal List<KiotaPhoneNumber>? PhoneNumbers { get; private set; }

    internal string? Company { get; private set; }

    internal string? Title { get; private set; }

    internal List<string>? ApplicationIds { get; private set; }

    internal string? Country { get; private set; }

    internal List<KiotaCustomField>? CustomFields { get; private set; }

    internal DateTimeOffset? CreatedAt { get; private set; }

    internal DateTimeOffset? UpdatedAt { get; private set; }

    public override IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        ["id"] = node => Id = node.GetStringValue(),
        ["remote_id"] = node => RemoteId = node.GetStringValue(),
        ["name"] = node => Name = node.GetStringValue(),
        ["first_name"] = node => FirstName = node.GetStringValue(),
        ["last_name"] = node => LastName = node.GetStringValue(),
        ["email"] = node => Email = node.GetStringValue(),
        ["emails"] = node => Emails = [.. node.GetCollectionOfObjectValues(static _ => new KiotaEmail())],
        ["phone"] = node => Phone = node.GetStringValue(),
        ["phone_numbers"] = node => PhoneNumbers = [.. node.GetCollectionOfObjectValues(static _ => new KiotaPhoneNumber())],
        ["company"] = node => Company = node.GetStringValue(),
        ["title"] = node => Title = node.GetStringValue(),
        ["application_ids"] = node => ApplicationIds = [.. node.GetCollectionOfPrimitiveValues<string>()],
        ["country"] = node => Country = node.GetStringValue(),
        ["custom_fields"] = node => CustomFields = [.. node.GetCollectionOfObjectValues(static _ => new KiotaCustomField())],
        ["created_at"] = node => CreatedAt = node.GetDateTimeOffsetValue(),
        ["updated_at"] = node => UpdatedAt = node.GetDateTimeOffsetValue(),
    };
}

internal sealed class KiotaEmail : KiotaModel
{
    internal string? Type { get; private set; }

    internal string? Value { get; private set; }

    public override IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        ["type"] = node => Type = node.GetStringValue(),
        ["value"] = node => Value = node.GetStringValue(),
    };
}

internal sealed class KiotaPhoneNumber : KiotaModel
{
    internal string? Type { get; private set; }

    internal string? Phone { get; private set; }

    public override IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        ["type"] = node => Type = node.GetStringValue(),
        ["phone"] = node => Phone = node.GetStringValue(),
    };
}

internal sealed class KiotaCustomField : KiotaModel
{
    internal string? Id { get; private set; }

    internal string? RemoteId { get; private set; }

    internal string? Name { get; private set; }

    internal string? Value { get; private set; }

    internal string? ValueId { get; private set; }

    public override IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        ["id"] = node => Id = node.GetStringValue(),
        ["remote_id"] = node => RemoteId = node.GetStringValue(),
        ["name"] = node => Name = node.GetStringValue(),
        ["value"] = node => Value = node.GetStringValue(),
        ["value_id"] = node => ValueId = node.GetStringValue(),
    };
}
