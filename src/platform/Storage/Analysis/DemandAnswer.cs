using System.Globalization;
using Kirana.Data.Feedback;
using Kirana.Data.Series;
using Kirana.Operate.Stores;
using Kirana.Storage.Segments;

namespace Kirana.Storage.Analysis;

/// <summary>Demand: net units by series and day, made into regular series.</summary>
internal static class DemandAnswer
{
    /// <summary>Answers a query.</summary>
    /// <param name="state">The state.</param>
    /// <param name="query">The query.</param>
    /// <exception cref="ArgumentException">The step is neither days nor weeks.</exception>
    public static IReadOnlyList<TimeSeries> Of(AnalysisState state, DemandQuery query)
    {
        if (query.Step is not (Step.Day or Step.Week))
            throw new ArgumentException($"Demand comes by day or by week, not by {query.Step}.", nameof(query));
        if (Span(state) is not { } span)
            return [];
        var until = query.Until?.DayNumber ?? span.Last + 1;
        var names = new IdMap();
        var days = new SeriesBuilder(query.Step, span.First, until, state.Settings.WeekStart);
        var items = state.Items;
        state.Session.Query(Sql(state, query, until), query.Level == DemandLevel.Item
            ? row => days.Add(row.GetInt32(0), row.GetInt32(2), row.GetInt64(3))
            : row => days.Add(names.GetOrAdd(NameOf(row.GetInt32(0), row.GetString(1))), row.GetInt32(2), row.GetInt64(3)));
        return days.Build(query.Level == DemandLevel.Item ? items.Ids : names.Ids);

        string NameOf(int item, string location) => query.Level switch
        {
            DemandLevel.Total => "total",
            DemandLevel.ItemLocation => $"{items.Ids[item]}|{location}",
            DemandLevel.Category => items.CategoryOf(items.Ids[item]),
            _ => location,
        };
    }

    private static string Sql(AnalysisState state, DemandQuery query, int until)
    {
        var byItem = query.Level is DemandLevel.Item or DemandLevel.ItemLocation or DemandLevel.Category;
        var byLocation = query.Level is DemandLevel.ItemLocation or DemandLevel.Location;
        var asked = (query.Item is { } item ? $" AND item = {DuckSession.Quote(item)}" : "")
            + (query.Location is { } location ? $" AND location = {DuckSession.Quote(location)}" : "");
        _ = state.Reversals;
        // What is returned later than the period asked for is not known yet.
        var before = string.Create(CultureInfo.InvariantCulture, $"{state.Day} < {until}");
        return $"""
            WITH taken AS (SELECT key_high, key_low, sum(units)::BIGINT AS units FROM reversed WHERE {before} GROUP BY ALL),
            bought AS (
                SELECT code, location, {state.Day} AS day, coalesce(quantity, 10000) - coalesce(taken.units, 0) AS units
                FROM events JOIN goods ON item = goods.id LEFT JOIN taken USING (key_high, key_low) WHERE kind = 'purchase' AND {before}{asked}
                UNION ALL
                SELECT code, location, date::INTEGER, units FROM sales JOIN goods ON item = goods.id
                WHERE date < {until} AND item NOT IN (SELECT item FROM events WHERE kind = 'purchase' AND item IS NOT NULL){asked})
            SELECT {(byItem ? "code" : "0")} AS code, {(byLocation ? "coalesce(location, '')" : "''")} AS location, day, sum(units)::BIGINT
            FROM bought WHERE units <> 0 GROUP BY ALL
            """;
    }

    private static (int First, int Last)? Span(AnalysisState state)
    {
        (int First, int Last)? span = null;
        if (state.Period is { } period)
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(state.Settings.TimeZone);
            span = (ShopDays.Of(zone, period.First), ShopDays.Of(zone, period.Last));
        }

        state.Session.Query("SELECT min(date)::INTEGER, max(date)::INTEGER FROM sales", row =>
        {
            if (row.IsDBNull(0))
                return;
            var (first, last) = (row.GetInt32(0), row.GetInt32(1));
            span = span is { } events ? (Math.Min(first, events.First), Math.Max(last, events.Last)) : (first, last);
        });
        return span;
    }
}
