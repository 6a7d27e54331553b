using System.Text.Json;
using System.Text.Json.Nodes;

namespace StackOne.Ats.Client.Testing.Resources;

/// <summary>The records of a linked account. Not thread-safe: a request locks its account.</summary>
internal sealed class Account
{
    private readonly Dictionary<Collection, Table> _tables;
    private readonly List<RecordChange> _changes = [];

    internal Account() => _tables = [];

    /// <summary>Copies an account. The copies share the records themselves, so that an account costs a few kilobytes.</summary>
    internal Account(Account original) => _tables = original._tables.ToDictionary(
        pair => pair.Key,
        pair => new Table(pair.Value.LastNumber, pair.Value.Rows));

    /// <summary>The records of a collection, oldest first; with a parent, only those that belong to it.</summary>
    internal IEnumerable<Resource> List(Collection collection, string? parentId = null) => parentId is null
        ? TableOf(collection).Rows
        : TableOf(collection).Rows.Where(row => row.ParentId == parentId);

    internal Resource? Find(Collection collection, string? id, string? parentId = null) =>
        List(collection, parentId).FirstOrDefault(row => row.Id == id);

    /// <exception cref="RejectedException">No record has the id: a 404.</exception>
    internal Resource Get(Collection collection, string? id, string? parentId = null) =>
        Find(collection, id, parentId) ?? throw new RejectedException(404, $"No {collection.Noun} has this id.");

    /// <summary>Finds a record that a request's body refers to; null if the id is null.</summary>
    /// <exception cref="RejectedException">No record has the id: a 400.</exception>
    internal Resource? Refer(Collection collection, string? id, string member) => id is null
        ? null
        : Find(collection, id) ?? throw new RejectedException(400, $"No {collection.Noun} has the id in {member}.");

    /// <param name="collection">The collection.</param>
    /// <param name="members">The record. Its <c>id</c>, if any, is kept.</param>
    /// <param name="now">The time of its creation, unless it has one.</param>
    /// <param name="parentId">The record that it belongs to.</param>
    /// <param name="file">The file of a document.</param>
    /// <param name="eventData">What the event of its creation has as <c>event_data</c>.</param>
    internal Resource Add(
        Collection collection,
        JsonObject members,
        DateTimeOffset now,
        string? parentId = null,
        byte[]? file = null,
        JsonObject? eventData = null)
    {
        Table table = TableOf(collection);
        int number = ++table.LastNumber;
        string id = members.Text("id") ?? collection.IdOf(number);
        var body = new JsonObject { ["id"] = id, ["remote_id"] = members.Text("remote_id") ?? Collection.RemoteIdOf(id) };
        foreach ((string name, JsonNode? value) in members.Where(member => member.Key is not ("id" or "remote_id")))
        {
            body[name] = value?.DeepClone();
        }

        DateTimeOffset created = DateOf("created_at") ?? now;
        DateTimeOffset updated = DateOf("updated_at") ?? created;
        if (collection.Dated)
        {
            body["created_at"] = Timestamp.Format(created);
            body["updated_at"] = Timestamp.Format(updated);
        }

        var row = new Resource(number, id, parentId, created, updated, JsonSerializer.SerializeToElement(body))
        {
            File = file ?? [],
            EventData = eventData is null ? null : JsonSerializer.SerializeToElement(eventData),
        };
        table.Rows.Add(row);
        Note(collection, row, RecordChange.Created);
        return row;

        DateTimeOffset? DateOf(string name) => members.Text(name) is { } text && Timestamp.TryParse(text, out DateTimeOffset date) ? date : null;
    }

    /// <summary>Changes a record and its <c>updated_at</c>.</summary>
    internal Resource Update(Collection collection, Resource old, DateTimeOffset now, Action<JsonObject> change)
    {
        JsonObject members = old.Members();
        change(members);
        if (collection.Dated)
        {
            members["updated_at"] = Timestamp.Format(now);
        }

        Resource updated = old with { UpdatedAt = now, Body = JsonSerializer.SerializeToElement(members) };
        List<Resource> rows = TableOf(collection).Rows;
        rows[rows.FindIndex(row => row.Number == old.Number)] = updated;
        Note(collection, updated, RecordChange.Updated);
        return updated;
    }

    internal void Remove(Collection collection, Resource old)
    {
        TableOf(collection).Rows.RemoveAll(row => row.Number == old.Number);
        Note(collection, old, RecordChange.Deleted);
    }

    /// <summary>Removes all records, without an event.</summary>
    internal void Clear()
    {
        foreach (Table table in _tables.Values)
        {
            table.Rows.Clear();
        }

        _changes.Clear();
    }

    /// <summary>The changes since the last call, one for each record.</summary>
    internal IReadOnlyList<RecordChange> TakeChanges()
    {
        if (_changes.Count == 0)
        {
            return [];
        }

        RecordChange[] changes = [.. _changes];
        _changes.Clear();
        return changes;
    }

    /// <summary>Keeps a change for the webhooks. A record that a request creates and then changes is created, in its last state.</summary>
    private void Note(Collection collection, Resource row, string action)
    {
        if (collection.Event is null)
        {
            return;
        }

        int earlier = _changes.FindIndex(change => change.Collection == collection && change.Record.Number == row.Number);
        if (earlier < 0)
        {
            _changes.Add(new(collection, row, action));
        }
        else
        {
            _changes[earlier] = _changes[earlier] with { Record = row, Action = action == RecordChange.Deleted ? action : _changes[earlier].Action };
        }
    }

    private Table TableOf(Collection collection)
    {
        if (!_tables.TryGetValue(collection, out Table? table))
        {
            _tables.Add(collection, table = new Table(0, []));
        }

        return table;
    }

    private sealed class Table(int lastNumber, IEnumerable<Resource> rows)
    {
        internal int LastNumber { get; set; } = lastNumber;

        internal List<Resource> Rows { get; } = [.. rows];
    }
}
