using System.Numerics;
using DuckDB.NET.Data;
using Kirana.Operate.Stores;

namespace Kirana.Storage.Analysis;

/// <summary>A shop's totals.</summary>
internal static class OverviewAnswer
{
    // In 10^-8 of the currency, so that ten-thousandths times ten-thousandths stay whole.
    private const string Value =
        "(CASE WHEN value IS NOT NULL THEN value::HUGEINT * 10000 ELSE coalesce(quantity, 10000)::HUGEINT * unit_price END * CASE kind WHEN 'return' THEN -1 ELSE 1 END)";

    private const string Units = "(coalesce(quantity, 10000) * CASE kind WHEN 'return' THEN -1 ELSE 1 END)";
    private const string Trade = "kind IN ('purchase', 'return')";

    /// <summary>Answers.</summary>
    /// <param name="state">The state.</param>
    public static ShopOverview Of(AnalysisState state)
    {
        var kinds = new SortedDictionary<string, long>(StringComparer.Ordinal);
        state.Session.Query("SELECT kind, count(*) FROM events GROUP BY kind", row => kinds.Add(row.GetString(0), row.GetInt64(1)));
        long users = 0, items = 0, orders = 0;
        decimal revenue = 0, fees = 0;
        state.Session.Query($"""
            SELECT (SELECT count(DISTINCT "user") FROM events),
                   (SELECT count(DISTINCT item) FROM events WHERE kind = 'purchase' AND {state.IsGoods}),
                   (SELECT count(DISTINCT session) FROM events WHERE kind = 'purchase'),
                   (SELECT coalesce(sum({Value}), 0)::HUGEINT FROM events WHERE {Trade}),
                   (SELECT coalesce(sum({Value}), 0)::HUGEINT FROM events WHERE {Trade} AND item IN (SELECT id FROM not_goods))
            """, row => (users, items, orders, revenue, fees) = (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), Money(row, 3), Money(row, 4)));
        return new ShopOverview(kinds, Moment(state.Period?.First), Moment(state.Period?.Last), users, items, orders, revenue, fees, Months(state), Best(state));
    }

    private static List<MonthFigures> Months(AnalysisState state)
    {
        var months = new List<MonthFigures>();
        state.Session.Query($"""
            WITH trade AS (SELECT *, date_trunc('month', DATE '0001-01-01' + {state.Day}) AS month FROM events WHERE {Trade})
            SELECT year(month), month(month), coalesce(sum({Value}), 0)::HUGEINT, coalesce(sum({Units}) FILTER ({state.IsGoods}), 0)::BIGINT,
                   count(DISTINCT session) FILTER (kind = 'purchase')
            FROM trade GROUP BY month ORDER BY month
            """, row => months.Add(new MonthFigures(new DateOnly((int)row.GetInt64(0), (int)row.GetInt64(1), 1), Money(row, 2), row.GetInt64(3) / 10_000m, row.GetInt64(4))));
        return months;
    }

    private static List<ItemFigures> Best(AnalysisState state)
    {
        var best = new List<(string Id, decimal Revenue, decimal Units)>();
        state.Session.Query($"""
            SELECT item, coalesce(sum({Value}), 0)::HUGEINT AS revenue, coalesce(sum({Units}), 0)::BIGINT FROM events WHERE {Trade} AND {state.IsGoods}
            GROUP BY item ORDER BY revenue DESC, item LIMIT 20
            """, row => best.Add((row.GetString(0), Money(row, 1), row.GetInt64(2) / 10_000m)));
        var titles = best.Count == 0 ? [] : state.Items.PurchaseTitles();
        return [.. best.Select(item => new ItemFigures(item.Id, state.Items.TitleOf(item.Id, titles.GetValueOrDefault(item.Id)), item.Revenue, item.Units))];
    }

    private static decimal Money(DuckDBDataReader row, int column) => (decimal)row.GetFieldValue<BigInteger>(column) / 100_000_000m;

    private static DateTimeOffset? Moment(long? microseconds) =>
        microseconds is { } time ? DateTimeOffset.UnixEpoch.AddTicks(time * TimeSpan.TicksPerMicrosecond) : null;
}
