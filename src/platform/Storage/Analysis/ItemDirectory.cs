using System.Globalization;
using Kirana.Operate.Stores;

namespace Kirana.Storage.Analysis;

/// <summary>What each item is, as far as imported rows, rules and purchases tell.</summary>
internal sealed class ItemDirectory
{
    private readonly AnalysisState _state;
    private readonly Dictionary<string, Known> _imported = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _kinds = new(StringComparer.Ordinal);
    private readonly string[] _ids;

    /// <summary>Finds out, and makes the tables <c>goods(id, code)</c>, the code being the place in <see cref="Ids"/>, and <c>not_goods(id)</c>.</summary>
    /// <param name="state">The state.</param>
    public ItemDirectory(AnalysisState state)
    {
        _state = state;
        // Ties of valid_from fall to the largest key: the same whatever way the rows came.
        state.Session.Query("""
            SELECT id, kind, title, category, price, brand, launched FROM items
            QUALIFY row_number() OVER (PARTITION BY id ORDER BY valid_from DESC NULLS LAST, key_high DESC, key_low DESC) = 1
            """, row => _imported.Add(row.GetString(0), new Known(
            AnalysisState.Text(row, 1), AnalysisState.Text(row, 2), AnalysisState.Text(row, 3), AnalysisState.Number(row, 4), AnalysisState.Text(row, 5), AnalysisState.Number(row, 6))));
        foreach (var (id, known) in _imported)
            _kinds[id] = known.Kind ?? ItemKinds.Of(state.Settings.Items, id);
        state.Session.Query("SELECT item FROM events WHERE item IS NOT NULL GROUP BY item UNION SELECT item FROM sales UNION SELECT item FROM stock UNION SELECT item FROM prices", row =>
        {
            var id = row.GetString(0);
            if (!_kinds.ContainsKey(id))
                _kinds.Add(id, ItemKinds.Of(state.Settings.Items, id));
        });

        _ids = [.. _kinds.Keys.Order(StringComparer.Ordinal)];
        state.Session.Run("CREATE TABLE goods(id VARCHAR, code INTEGER); CREATE TABLE not_goods(id VARCHAR)");
        using var goods = state.Session.Connection.CreateAppender("goods");
        using var others = state.Session.Connection.CreateAppender("not_goods");
        for (var code = 0; code < _ids.Length; code++)
            if (string.Equals(_kinds[_ids[code]], ItemKinds.Product, StringComparison.Ordinal))
                goods.CreateRow().AppendValue(_ids[code]).AppendValue(code).EndRow();
            else
            {
                others.CreateRow().AppendValue(_ids[code]).EndRow();
                HasOthers = true;
            }
    }

    /// <summary>Every item in ordinal order.</summary>
    public IReadOnlyList<string> Ids => _ids;

    /// <summary>Whether any item is a fee or a voucher.</summary>
    public bool HasOthers { get; }

    /// <summary>An item's category path; empty if none is known.</summary>
    /// <param name="item">The item.</param>
    public string CategoryOf(string item) => _imported.TryGetValue(item, out var known) ? known.Category ?? "" : "";

    /// <summary>An item's title; <paramref name="fallback"/> where none was imported.</summary>
    /// <param name="item">The item.</param>
    /// <param name="fallback">The title that purchases carry.</param>
    public string TitleOf(string item, string? fallback) =>
        _imported.TryGetValue(item, out var known) && known.Title is { } title ? title : fallback ?? "";

    /// <summary>Every item, ordered by id.</summary>
    /// <param name="now">The moment whose prices hold.</param>
    public IReadOnlyList<CatalogueItem> Catalogue(DateTimeOffset now)
    {
        var titles = PurchaseTitles();
        var (current, stock) = (CurrentPrices(now), OnHand(now));
        var prices = new Dictionary<string, long>(StringComparer.Ordinal);
        _state.Session.Query("SELECT item, quantile_disc(unit_price, 0.5) FROM events WHERE kind = 'purchase' AND unit_price > 0 AND item IS NOT NULL GROUP BY item",
            row => prices.Add(row.GetString(0), row.GetInt64(1)));
        return [.. _ids.Select(id => new CatalogueItem(
            id, _kinds[id], TitleOf(id, titles.GetValueOrDefault(id)), CategoryOf(id),
            (current.TryGetValue(id, out var price) ? price
                : _imported.TryGetValue(id, out var known) && known.Price is { } listed ? listed
                : prices.TryGetValue(id, out var paid) ? paid : (long?)null) / 10_000m)
        {
            Brand = _imported.TryGetValue(id, out var item) ? item.Brand ?? "" : "", Stock = stock.TryGetValue(id, out var counts) ? counts : (IReadOnlyList<StockCount>)[],
            Launched = item?.Launched is { } day ? DateOnly.FromDayNumber((int)day) : null,
        })];
    }

    /// <summary>The commonest title on each item's purchases at a price; of equally common ones the ordinally smallest.</summary>
    public Dictionary<string, string> PurchaseTitles()
    {
        var best = new Dictionary<string, (string Title, long Count)>(StringComparer.Ordinal);
        _state.Session.Query("SELECT item, title, count(*) FROM events WHERE kind = 'purchase' AND unit_price > 0 AND item IS NOT NULL AND title IS NOT NULL GROUP BY item, title", row =>
        {
            var (item, title, count) = (row.GetString(0), row.GetString(1), row.GetInt64(2));
            if (!best.TryGetValue(item, out var other) || count > other.Count || (count == other.Count && string.CompareOrdinal(title, other.Title) < 0))
                best[item] = (title, count);
        });
        return best.ToDictionary(pair => pair.Key, pair => pair.Value.Title, StringComparer.Ordinal);
    }

    private Dictionary<string, long> CurrentPrices(DateTimeOffset now)
    {
        var current = new Dictionary<string, long>(StringComparer.Ordinal);
        _state.Session.Query(string.Create(CultureInfo.InvariantCulture, $"""
            SELECT item, price FROM prices WHERE valid_from <= {(now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond}
            QUALIFY row_number() OVER (PARTITION BY item ORDER BY location IS NULL AND channel IS NULL DESC, valid_from DESC, key_high DESC, key_low DESC) = 1
            """), row => current.Add(row.GetString(0), row.GetInt64(1)));
        return current;
    }

    /// <summary>The newest count of each location; of equally new ones that with the largest key.</summary>
    private Dictionary<string, List<StockCount>> OnHand(DateTimeOffset now)
    {
        var stock = new Dictionary<string, List<StockCount>>(StringComparer.Ordinal);
        _state.Session.Query(string.Create(CultureInfo.InvariantCulture, $"""
            SELECT item, coalesce(location, '') AS place, on_hand, time FROM stock WHERE time <= {(now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond}
            QUALIFY row_number() OVER (PARTITION BY item, coalesce(location, '') ORDER BY time DESC, key_high DESC, key_low DESC) = 1 ORDER BY item, place
            """), row =>
        {
            if (!stock.TryGetValue(row.GetString(0), out var counts))
                stock.Add(row.GetString(0), counts = []);
            counts.Add(new StockCount(row.GetString(1), row.GetInt64(2) / 10_000m, DateTimeOffset.UnixEpoch.AddTicks(row.GetInt64(3) * TimeSpan.TicksPerMicrosecond)));
        });
        return stock;
    }

    private sealed record Known(string? Kind, string? Title, string? Category, long? Price, string? Brand, long? Launched);
}
