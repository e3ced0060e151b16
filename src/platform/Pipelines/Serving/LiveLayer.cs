using System.Collections.Concurrent;
using Kirana.Operate.Records;
using Kirana.Operate.Stores;
using Kirana.Pipelines.Recommend;

namespace Kirana.Pipelines.Serving;

/// <summary>What came after one snapshot: users' events, persons who were forgotten, items that changed.</summary>
/// <remarks>Each entry carries the version of the records that holds it first, so that a later snapshot takes over exactly what it lacks.
/// One writer at a time; readers never wait.</remarks>
internal sealed class LiveLayer
{
    private static readonly RecordKind Events = RecordKinds.Events;
    private static readonly int Time = Events.IndexOf("time"), Kind = Events.IndexOf("kind"), User = Events.IndexOf("user"), Item = Events.IndexOf("item"),
        Rating = Events.IndexOf("rating"), Seconds = Events.IndexOf("seconds");

    private readonly ConcurrentDictionary<string, LiveHistory> _users = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _forgotten = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Version, CatalogueItem Item)> _items = new(StringComparer.Ordinal);

    /// <summary>The newest version whose changes are in; 0 while there are none.</summary>
    public long Version { get; private set; }

    /// <summary>Events taken since the snapshot, without those an older live layer handed on.</summary>
    public long Taken { get; private set; }

    /// <summary>The newest version with a return or a dislike, which only a new reading of the records can match to its purchase; 0 without one.</summary>
    public long LastReturn { get; private set; }

    /// <summary>Users with an event after the snapshot.</summary>
    public IEnumerable<KeyValuePair<string, LiveHistory>> Users => _users;

    /// <summary>Persons of whom nothing that the snapshot holds may be used.</summary>
    public IEnumerable<string> Forgotten => _forgotten.Keys;

    /// <summary>What a user did after the snapshot, or <see langword="null"/>.</summary>
    public LiveHistory? Of(string user) => _users.GetValueOrDefault(user);

    /// <summary>Whether what the snapshot holds of a user must not be used any more.</summary>
    public bool HasForgotten(string user) => !_forgotten.IsEmpty && _forgotten.ContainsKey(user);

    /// <summary>Takes events that were added to the records.</summary>
    /// <param name="batch">The records of a batch.</param>
    /// <param name="rows">Those that are new.</param>
    /// <param name="version">The version of the records that holds them.</param>
    /// <param name="weights">What each says.</param>
    /// <param name="popularity">What counts the events for visitors; <see langword="null"/> while there are no lists.</param>
    public void AddEvents(RecordBatch batch, IReadOnlyList<int> rows, long version, HistoryWeights weights, LivePopularity? popularity)
    {
        Version = version;
        var (times, kinds, users, items) = (batch.Numbers(Time), batch.Texts(Kind), batch.Texts(User), batch.Texts(Item));
        var (ratings, seconds) = (batch.Numbers(Rating), batch.Numbers(Seconds));
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            if (weights.TakesBack(kinds[row], ratings[row]))
                LastReturn = version;
            if (users[row] is not { } user)
                continue;
            if (!_users.TryGetValue(user, out var history))
                _users[user] = history = new LiveHistory();
            history.Count();
            var (kept, opinion) = (weights.Of(kinds[row], ratings[row]), weights.OpinionOf(kinds[row], ratings[row], seconds[row]));
            var weight = kept > 0 ? kept : VisitWeights.Of(kinds[row]);
            if ((weight == 0 && opinion == 0) || items[row] is not { } item)
                continue;
            var added = new LiveEvent(item, weight, kept == 0, times[row], version) { Opinion = opinion, Stage = ShopContents.LookStages.GetValueOrDefault(kinds[row]!) };
            history.Add(added);
            popularity?.Count(user, HasForgotten(user), added);
            Taken++;
        }
    }

    /// <summary>Takes an item that is new or changed.</summary>
    /// <param name="item">The item.</param>
    /// <param name="cards">Where lists find it.</param>
    /// <param name="version">The version of the records that holds it.</param>
    public void SetItem(CatalogueItem item, ItemCards cards, long version)
    {
        Version = version;
        _items[item.Id] = (version, item);
        cards.Set(item);
    }

    /// <summary>Forgets a person.</summary>
    /// <param name="user">The user.</param>
    /// <param name="version">The version of the records that no longer holds the person.</param>
    /// <param name="popularity">What counts events for visitors; <see langword="null"/> while there are no lists.</param>
    public void Forget(string user, long version, LivePopularity? popularity)
    {
        Version = version;
        popularity?.Forget(user, HasForgotten(user), Of(user) is { } since ? since.Events : []);
        _forgotten[user] = version;
        _users.TryRemove(user, out _);
    }

    /// <summary>What a newer snapshot lacks.</summary>
    /// <param name="version">The version of the records that the snapshot shows.</param>
    /// <param name="visits">The oldest moment of a visit under way, UTC microseconds.</param>
    /// <param name="cards">The snapshot's cards, over which newer items are laid.</param>
    public LiveLayer After(long version, long visits, ItemCards cards)
    {
        var rest = new LiveLayer { Version = Version, LastReturn = LastReturn > version ? LastReturn : 0 };
        foreach (var (user, forgotten) in _forgotten)
            if (forgotten > version)
                rest._forgotten[user] = forgotten;
        foreach (var (user, history) in _users)
            if (history.After(version, visits) is { } kept)
                rest._users[user] = kept;

        foreach (var (since, item) in _items.Values)
            if (since > version)
                rest.SetItem(item, cards, since);
        return rest;
    }
}
