using System.Globalization;
using System.Runtime.InteropServices;
using Kirana.Data.Feedback;
using Kirana.Operate.Stores;
using Kirana.Storage.Segments;

namespace Kirana.Storage.Analysis;

/// <summary>Interactions: the events of known users with goods, less what was wholly taken back.</summary>
internal static class InteractionAnswer
{
    /// <summary>Answers a query. Users and items are numbered in the order of their ids, and a user's events of one moment stand in the order of
    /// their items, so that the answer does not depend on how the records came.</summary>
    /// <param name="state">The state.</param>
    /// <param name="query">The query.</param>
    public static Interactions Of(AnalysisState state, InteractionQuery query)
    {
        var entries = new List<Entry>();
        var users = new IdMap();
        var items = new IdMap();
        if (query.Weights.Count > 0)
            state.Session.Query(Sql(state, query), row => entries.Add(new Entry(
                users.GetOrAdd(row.GetString(0)), items.GetOrAdd(row.GetString(1)), row.GetInt64(2), row.GetFloat(3))));

        var (orderedUsers, userRank) = Ordered(users);
        var (orderedItems, itemRank) = Ordered(items);
        var span = CollectionsMarshal.AsSpan(entries);
        for (var i = 0; i < span.Length; i++)
            span[i] = span[i] with { User = userRank[span[i].User], Item = itemRank[span[i].Item] };
        span.Sort();

        var builder = new InteractionsBuilder(orderedUsers, orderedItems);
        foreach (var entry in span)
            builder.Add(entry.User, entry.Item, entry.Weight, entry.Time);
        return builder.Build();
    }

    private static string Sql(AnalysisState state, InteractionQuery query)
    {
        _ = state.Reversals;
        var until = query.Until is { } end ? $" AND time < {Microseconds(end)}" : "";
        var period = (query.From is { } start ? $" AND time >= {Microseconds(start)}" : "") + until;
        var weights = string.Join(" ", query.Weights.Select(pair => string.Create(CultureInfo.InvariantCulture, $"WHEN {DuckSession.Quote(pair.Key)} THEN {pair.Value:R}")));
        var kinds = string.Join(", ", query.Weights.Keys.Select(DuckSession.Quote));
        // What is taken back later than the period asked for is not known yet.
        return $"""
            WITH taken AS (SELECT key_high, key_low, sum(units) AS units FROM reversed WHERE true{until} GROUP BY ALL)
            SELECT "user", item, time, (CASE kind {weights} END)::FLOAT FROM events LEFT JOIN taken USING (key_high, key_low)
            WHERE "user" IS NOT NULL AND kind IN ({kinds}) AND {state.IsGoods}{period} AND coalesce(quantity, 10000) > coalesce(taken.units, 0)
            """;
    }

    private static string Microseconds(DateTimeOffset time) =>
        ((time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture);

    private static (IdMap Ordered, int[] Rank) Ordered(IdMap seen)
    {
        var order = Enumerable.Range(0, seen.Count).ToArray();
        Array.Sort([.. seen.Ids], order, StringComparer.Ordinal);
        var rank = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
            rank[order[i]] = i;
        return (new IdMap(order.Select(i => seen[i])), rank);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(int User, int Item, long Time, float Weight) : IComparable<Entry>
    {
        public int CompareTo(Entry other)
        {
            var order = User.CompareTo(other.User);
            if (order == 0)
                order = Time.CompareTo(other.Time);
            if (order == 0)
                order = Item.CompareTo(other.Item);
            return order != 0 ? order : Weight.CompareTo(other.Weight);
        }
    }
}
