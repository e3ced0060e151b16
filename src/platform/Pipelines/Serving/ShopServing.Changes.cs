using Kirana.Operate.Records;
using Kirana.Operate.Stores;

namespace Kirana.Pipelines.Serving;

/// <content>What this process itself changes: stored first, then laid over the snapshot.</content>
public sealed partial class ShopServing
{
    private static readonly RecordKind Items = RecordKinds.Items;
    private static readonly RecordKind Prices = RecordKinds.Prices;
    private static readonly RecordKind Stock = RecordKinds.Stock;

    /// <summary>Adds records; once it returns, every answer knows of them.</summary>
    /// <param name="appends">The records.</param>
    internal AppendReceipt Append(IReadOnlyList<RecordAppend> appends) => Change(() => Shop.Records.Append(appends), receipt =>
    {
        _ledger.End(receipt.Before, receipt.Version);
        // A snapshot that was read after the append holds it already.
        if (receipt.Version > _snapshot.Records.Contents.Version)
            for (var i = 0; i < appends.Count; i++)
                Lay(appends[i].Batch, receipt.Added[i], receipt.Version);
    });

    /// <summary>Deletes a person; once it returns, no answer uses what the person did.</summary>
    /// <param name="user">The user's id.</param>
    /// <returns>The number of records deleted.</returns>
    /// <exception cref="InvalidOperationException">An import is under way.</exception>
    internal long Erase(string user) => Change(() => (Deleted: Shop.Records.Erase(user), Version: Shop.Version().Records), erased =>
    {
        // The version may be somebody else's: it is ours for sure only if it is the next and something was deleted.
        var isOurs = erased.Deleted > 0 && erased.Version == _ledger.Seen + 1;
        _ledger.End(isOurs ? _ledger.Seen : erased.Version, erased.Version);
        if (erased.Deleted > 0)
        {
            _snapshot.Live.Forget(user, erased.Version, _snapshot.Lists?.Popularity);
            ForgetLessons(user);
        }
    }).Deleted;

    /// <summary>A change of the records: done by the shop, then noted and laid over the snapshot at one go, so that a snapshot made meanwhile
    /// either holds it or takes it over.</summary>
    private T Change<T>(Func<T> change, Action<T> note)
    {
        lock (_gate)
            _ledger.Begin();
        T done;
        try
        {
            done = change();
        }
        catch
        {
            lock (_gate)
                _ledger.End();
            throw;
        }

        lock (_gate)
            note(done);
        return done;
    }

    private void Lay(RecordBatch batch, IReadOnlyList<int> rows, long version)
    {
        if (ReferenceEquals(batch.Kind, RecordKinds.Events))
        {
            _snapshot.Live.AddEvents(batch, rows, version, new HistoryWeights(_snapshot.Records.Weights, Shop.Settings.Ratings), _snapshot.Lists?.Popularity);
            if (_snapshot.Lists?.Layered is not null)
                _lessons.Add(batch, rows, Microseconds.Of(_clock.GetUtcNow()));
            LayUnknownItems(batch, rows, version);
        }
        else if (ReferenceEquals(batch.Kind, Items))
            LayItems(batch, rows, version);
        else if (ReferenceEquals(batch.Kind, Prices))
            LayPrices(batch, rows, version);
        else if (ReferenceEquals(batch.Kind, Stock))
            LayStock(batch, rows, version);
    }

    private void LayUnknownItems(RecordBatch batch, IReadOnlyList<int> rows, long version)
    {
        var (ids, titles) = (batch.Texts(RecordKinds.Events.IndexOf("item")), batch.Texts(RecordKinds.Events.IndexOf("title")));
        for (var i = 0; i < rows.Count; i++)
            if (ids[rows[i]] is { } id && !_snapshot.Records.Cards.Knows(id))
                Set(new CatalogueItem(id, KindOf(id), titles[rows[i]] ?? "", "", null), version);
    }

    private void LayItems(RecordBatch batch, IReadOnlyList<int> rows, long version)
    {
        string?[] Texts(string field) => batch.Texts(Items.IndexOf(field));
        var (ids, kinds, titles, categories, prices) = (Texts("id"), Texts("kind"), Texts("title"), Texts("category"), batch.Numbers(Items.IndexOf("price")));
        var (brands, launches) = (Texts("brand"), batch.Numbers(Items.IndexOf("launched")));
        for (var i = 0; i < rows.Count; i++)
        {
            var (row, id) = (rows[i], ids[rows[i]]!);
            var before = _snapshot.Records.Cards.Find(id);
            Set(new CatalogueItem(
                id, kinds[row] ?? KindOf(id), titles[row] ?? before?.Title ?? "", categories[row] ?? "",
                prices[row] == RecordBatch.Missing ? before?.Price : prices[row] / 10_000m)
            {
                Brand = brands[row] ?? "", Stock = before?.Stock ?? [], Launched = launches[row] == RecordBatch.Missing ? null : DateOnly.FromDayNumber((int)launches[row]),
            }, version);
        }
    }

    // Prices of a location, a channel or the future are not what a card shows.
    private void LayPrices(RecordBatch batch, IReadOnlyList<int> rows, long version)
    {
        var now = Microseconds.Of(_clock.GetUtcNow());
        string?[] Texts(string field) => batch.Texts(Prices.IndexOf(field));
        long[] Numbers(string field) => batch.Numbers(Prices.IndexOf(field));
        var (ids, locations, channels, since, prices) = (Texts("item"), Texts("location"), Texts("channel"), Numbers("valid_from"), Numbers("price"));
        for (var i = 0; i < rows.Count; i++)
            if (rows[i] is var row && locations[row] is null && channels[row] is null && since[row] <= now)
                Set((_snapshot.Records.Cards.Find(ids[row]!) ?? new CatalogueItem(ids[row]!, KindOf(ids[row]!), "", "", null)) with { Price = prices[row] / 10_000m }, version);
    }

    private void LayStock(RecordBatch batch, IReadOnlyList<int> rows, long version)
    {
        var now = _clock.GetUtcNow();
        var (ids, locations) = (batch.Texts(Stock.IndexOf("item")), batch.Texts(Stock.IndexOf("location")));
        var (times, units) = (batch.Numbers(Stock.IndexOf("time")), batch.Numbers(Stock.IndexOf("on_hand")));
        foreach (var row in rows)
        {
            var count = new StockCount(locations[row] ?? "", units[row] / 10_000m, DateTimeOffset.UnixEpoch.AddMicroseconds(times[row]));
            var item = _snapshot.Records.Cards.Find(ids[row]!) ?? new CatalogueItem(ids[row]!, KindOf(ids[row]!), "", "", null);
            if (count.Time <= now && !item.Stock.Any(other => other.Time > count.Time && string.Equals(other.Location, count.Location, StringComparison.Ordinal)))
                Set(item with
                {
                    Stock = [.. item.Stock.Where(other => !string.Equals(other.Location, count.Location, StringComparison.Ordinal)).Append(count).OrderBy(other => other.Location, StringComparer.Ordinal)],
                }, version);
        }
    }

    private string KindOf(string item) => ItemKinds.Of(Shop.Settings.Items, item);

    private void Set(CatalogueItem item, long version) => _snapshot.Live.SetItem(item, _snapshot.Records.Cards, version);
}
