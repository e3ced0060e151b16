using Kirana.Data.Feedback;
using Kirana.Operate.Stores;
using Kirana.Storage.Segments;

namespace Kirana.Storage.Analysis;

/// <summary>How often things were done with goods, day by day, whoever did them.</summary>
internal static class ItemLogAnswer
{
    /// <summary>Answers; see <see cref="IShopAnalysis.ItemLog"/>.</summary>
    /// <param name="state">The state.</param>
    /// <param name="kinds">The kinds.</param>
    public static Interactions Of(AnalysisState state, IReadOnlyList<string> kinds)
    {
        _ = state.Reversals;
        _ = state.Items;
        var (items, words) = (new IdMap(), string.Join(", ", kinds.Select(DuckSession.Quote)));
        var builder = new InteractionsBuilder(new IdMap(kinds), items);
        if (kinds.Count > 0)
            // In one order, so that the answer does not depend on how the records came.
            state.Session.Query($"""
                WITH taken AS (SELECT key_high, key_low, min(time) AS time FROM reversed GROUP BY ALL),
                     done AS (SELECT kind, item, time FROM events WHERE kind IN ({words}) AND kind <> 'return'
                              UNION ALL SELECT 'return', events.item, taken.time FROM taken JOIN events USING (key_high, key_low))
                SELECT list_position([{words}], kind)::INTEGER - 1 AS row, item, time // {TimeSpan.MicrosecondsPerDay} AS day, count(*) FROM done JOIN goods ON item = goods.id
                WHERE kind IN ({words}) GROUP BY ALL ORDER BY row, item, day
                """, row => builder.Add(row.GetInt32(0), items.GetOrAdd(row.GetString(1)), row.GetInt64(3), row.GetInt64(2) * TimeSpan.MicrosecondsPerDay));
        return builder.Build();
    }
}
