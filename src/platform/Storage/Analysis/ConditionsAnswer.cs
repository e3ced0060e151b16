using Kirana.Operate.Stores;

namespace Kirana.Storage.Analysis;

/// <summary>What sales and prices tell of demand beside the units.</summary>
internal static class ConditionsAnswer
{
    /// <summary>Answers the question.</summary>
    /// <param name="state">The state.</param>
    public static DemandConditions Of(AnalysisState state)
    {
        var ids = state.Items.Ids;
        var stockOuts = new List<StockOutDay>();
        state.Session.Query(
            "SELECT code, coalesce(location, ''), date::INTEGER FROM sales JOIN goods ON item = goods.id WHERE stock_out GROUP BY ALL ORDER BY ALL",
            row => stockOuts.Add(new StockOutDay(ids[row.GetInt32(0)], row.GetString(1), DateOnly.FromDayNumber(row.GetInt32(2)))));
        var offers = new List<Offer>();
        state.Session.Query(Changes("SELECT code, coalesce(location, '') AS location, date::INTEGER AS day, price, promotion FROM sales JOIN goods ON item = goods.id"),
            row => offers.Add(Read(row, ids, isPlanned: false)));
        if (PricesSpan(state) is { } span)
        {
            var day = ShopDays.Sql(TimeZoneInfo.FindSystemTimeZoneById(state.Settings.TimeZone), span.First, span.Last, "valid_from");
            state.Session.Query(Changes($"SELECT code, coalesce(location, '') AS location, {day} AS day, price, promotion FROM prices JOIN goods ON item = goods.id"),
                row => offers.Add(Read(row, ids, isPlanned: true)));
        }

        return new DemandConditions(stockOuts, [.. offers.OrderBy(offer => offer.Item, StringComparer.Ordinal)
            .ThenBy(offer => offer.Location, StringComparer.Ordinal).ThenBy(offer => offer.From).ThenBy(offer => offer.IsPlanned)]);
    }

    /// <summary>The days on which price or promotion differ from those of the day told before; channels of a day are averaged.</summary>
    private static string Changes(string rows) => $"""
        WITH days AS (SELECT code, location, day, avg(price) AS price, bool_or(promotion IS NOT NULL) AS promoted FROM ({rows}) GROUP BY ALL),
        changes AS (
            SELECT *, lag(price) OVER one AS price_before, coalesce(lag(promoted) OVER one, false) AS promoted_before FROM days
            WINDOW one AS (PARTITION BY code, location ORDER BY day))
        SELECT code, location, day, price, promoted FROM changes WHERE price IS DISTINCT FROM price_before OR promoted <> promoted_before
        """;

    private static Offer Read(DuckDB.NET.Data.DuckDBDataReader row, IReadOnlyList<string> ids, bool isPlanned) => new(
        ids[row.GetInt32(0)], row.GetString(1), DateOnly.FromDayNumber(row.GetInt32(2)), row.IsDBNull(3) ? null : row.GetDouble(3) / 10_000, row.GetBoolean(4),
        isPlanned);

    private static (long First, long Last)? PricesSpan(AnalysisState state)
    {
        (long, long)? span = null;
        state.Session.Query("SELECT min(valid_from), max(valid_from) FROM prices", row =>
        {
            if (!row.IsDBNull(0))
                span = (row.GetInt64(0), row.GetInt64(1));
        });
        return span;
    }
}
