using System.Globalization;
using System.Runtime.InteropServices;
using Kirana.Data.Feedback;
using Kirana.Operate.Stores;
using Kirana.Storage.Segments;

namespace Kirana.Storage.Analysis;

/// <summary>Interactions: the events of known users with goods, less what was wholly taken back or is no longer liked.</summary>
internal static class InteractionAnswer
{
    /// <summary>Answers a query. Users and items are numbered in the order of their ids, and a user's events of one moment stand in the order of
    /// their items, so that the answer does not depend on how the records came.</summary>
    /// <param name="state">The state.</param>
    /// <param name="query">The query.</param>
    public static Interactions Of(AnalysisState state, InteractionQuery query)
    {
        float[] weights = [.. Kinds(query).Select(kind => kind.Value)];
        return Of(state, weights.Length == 0 ? null : Sql(state, query, Kinds(query)), weights);
    }

    /// <summary>Answers with what users said of goods; see <see cref="IShopAnalysis.Opinions"/>.</summary>
    /// <param name="state">The state.</param>
    /// <param name="since">Wishes and dwells before it are left out.</param>
    public static Interactions Opinions(AnalysisState state, DateTimeOffset? since)
    {
        _ = state.Items;
        var late = since is { } start ? $" AND time >= {Microseconds(start)}" : "";
        var centred = OpinionSql.Centred(state.Settings.Ratings, "rating");
        // By code, so that of one moment the order does not depend on how the records came.
        return Of(state, string.Create(CultureInfo.InvariantCulture, $"""
            SELECT "user", code, time, 0 AS kind, CASE kind WHEN 'wishlist' THEN {new Opinion(OpinionKind.Wish, 1).Code} WHEN 'dwell' THEN {new Opinion(OpinionKind.Dwell, 0).Code} + seconds / 10000.0
                ELSE {new Opinion(OpinionKind.Rating, 0).Code} + greatest(-1, least(1, {centred})) END::DOUBLE AS code_of
            FROM events JOIN goods ON item = goods.id
            WHERE "user" IS NOT NULL AND ({OpinionSql.IsOpinion} OR (((kind = 'dwell' AND seconds IS NOT NULL) OR kind = 'wishlist'){late})) ORDER BY code_of
            """), [1]);
    }

    /// <summary>The kinds that count, with their weights, the lightest first.</summary>
    private static KeyValuePair<string, float>[] Kinds(InteractionQuery query) => [.. query.Weights.OrderBy(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)];

    /// <summary>Events of rows of user, item, time, kind and factor.</summary>
    private static Interactions Of(AnalysisState state, string? sql, float[] weights)
    {
        var entries = new List<Entry>();
        var users = new IdMap();
        if (sql is not null)
            state.Session.Query(sql, row => entries.Add(new Entry(users.GetOrAdd(row.GetString(0)), row.GetInt32(1), row.GetInt64(2), row.GetInt32(3), (float)row.GetDouble(4))));

        // Added item by item: the builder then sorts each user's entries by time and leaves those of one moment in the order they came.
        var (orderedUsers, rank) = Ordered(users);
        var (starts, order) = ByItem(entries, state.Items.Ids.Count, weights.Length);
        var used = Enumerable.Range(0, state.Items.Ids.Count).Where(code => starts[code + 1] > starts[code]).ToArray();
        var builder = new InteractionsBuilder(orderedUsers, new IdMap(used.Select(code => state.Items.Ids[code])));
        for (var item = 0; item < used.Length; item++)
            foreach (var entry in order.AsSpan(starts[used[item]]..starts[used[item] + 1]))
                builder.Add(rank[entries[entry].User], item, weights[entries[entry].Kind] * entries[entry].Factor, entries[entry].Time);
        return builder.Build();
    }

    private static string Sql(AnalysisState state, InteractionQuery query, KeyValuePair<string, float>[] kinds)
    {
        _ = state.Reversals;
        var until = query.Until is { } end ? $" AND time < {Microseconds(end)}" : "";
        var period = (query.From is { } start ? $" AND time >= {Microseconds(start)}" : "") + until;
        var words = string.Join(", ", kinds.Select(kind => DuckSession.Quote(kind.Key)));
        // What is taken back later than the period asked for is not known yet.
        const string Taken = "taken AS (SELECT key_high, key_low, sum(units) AS units FROM reversed WHERE true";
        var counted = $"""list_position([{words}], kind)::INTEGER - 1""";
        if (!kinds.Any(kind => kind.Key is "rating" or "review" or "dwell"))
            return $"""
                WITH {Taken}{until} GROUP BY ALL)
                SELECT "user", code, time, {counted}, 1::DOUBLE FROM events JOIN goods ON item = goods.id LEFT JOIN taken USING (key_high, key_low)
                WHERE "user" IS NOT NULL AND kind IN ({words}){period} AND coalesce(quantity, 10000) > coalesce(taken.units, 0)
                """;
        var (scale, opinions) = (state.Settings.Ratings, kinds.Any(kind => kind.Key is "rating" or "review"));
        return $"""
            WITH {Taken}{until} GROUP BY ALL), {OpinionSql.Tables(until)},
            found AS (SELECT "user", code, time, {counted} AS kind, {OpinionSql.Factor(scale)}::DOUBLE AS factor
                FROM events JOIN goods ON item = goods.id LEFT JOIN taken USING (key_high, key_low) LEFT JOIN latest ON "user" = who AND item = what
                WHERE "user" IS NOT NULL AND kind IN ({words}){period} AND coalesce(quantity, 10000) > coalesce(taken.units, 0) AND {(opinions ? OpinionSql.Stays(scale) : "true")})
            SELECT "user", code, time, kind, factor FROM found WHERE factor > 0 ORDER BY factor
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

    // Within an item by kind: two events of one moment that differ in it must not depend on the order of rows.
    private static (int[] Starts, int[] Order) ByItem(List<Entry> entries, int items, int kinds)
    {
        var starts = new int[items + 1];
        foreach (var entry in entries)
            starts[entry.Item + 1]++;
        for (var item = 0; item < items; item++)
            starts[item + 1] += starts[item];
        var next = starts.AsSpan(0, items).ToArray();
        var order = new int[entries.Count];
        for (var kind = 0; kind < kinds; kind++)
            for (var i = 0; i < order.Length; i++)
                if (entries[i].Kind == kind)
                    order[next[entries[i].Item]++] = i;
        return (starts, order);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(int User, int Item, long Time, int Kind, float Factor);
}
