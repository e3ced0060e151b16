using DuckDB.NET.Data;
using Kirana.Operate.Reversals;
using Kirana.Operate.Stores;

namespace Kirana.Storage.Analysis;

/// <summary>Matches the shop's returns to purchases and puts the result where queries can join it.</summary>
internal static class ReversalTable
{
    /// <summary>Makes the table <c>reversed(key_high, key_low, time, units)</c>: one row for each part of a purchase that was taken back.</summary>
    /// <param name="state">The state.</param>
    public static ReversalReport Make(AnalysisState state)
    {
        const string Columns = "key_high, key_low, \"user\", item, time, coalesce(quantity, 10000), unit_price";
        var returns = new List<Return>();
        state.Session.Query($"SELECT {Columns}, reverses FROM events WHERE kind = 'return' AND {state.IsGoods}", row => returns.Add(new Return(
            KeyOf(row), AnalysisState.Text(row, 7), AnalysisState.Text(row, 2), row.GetString(3), row.GetInt64(4), row.GetInt64(5), AnalysisState.Number(row, 6))));

        // Only purchases that a return can mean: few, even where there are many millions.
        var purchases = new List<Purchase>();
        if (returns.Count > 0)
            state.Session.Query($"""
                WITH returned AS (SELECT DISTINCT "user", item FROM events WHERE kind = 'return' AND "user" IS NOT NULL),
                     named AS (SELECT DISTINCT reverses FROM events WHERE kind = 'return' AND reverses IS NOT NULL)
                SELECT {Columns}, id FROM events
                WHERE kind = 'purchase' AND {state.IsGoods}
                  AND (("user", item) IN (SELECT ("user", item) FROM returned) OR id IN (SELECT reverses FROM named))
                """, row => purchases.Add(new Purchase(
                KeyOf(row), AnalysisState.Text(row, 7), AnalysisState.Text(row, 2), row.GetString(3), row.GetInt64(4), row.GetInt64(5), AnalysisState.Number(row, 6))));

        var reversals = new List<Reversal>();
        var report = ReversalMatching.Match(purchases, returns, reversals);
        state.Session.Run("CREATE TABLE reversed(key_high UBIGINT, key_low UBIGINT, time BIGINT, units BIGINT)");
        using var appender = state.Session.Connection.CreateAppender("reversed");
        foreach (var reversal in reversals)
            appender.CreateRow().AppendValue((ulong)(reversal.Purchase >> 64)).AppendValue((ulong)reversal.Purchase)
                .AppendValue(reversal.Time).AppendValue(reversal.Quantity).EndRow();
        return report;
    }

    private static UInt128 KeyOf(DuckDBDataReader row) => new(row.GetFieldValue<ulong>(0), row.GetFieldValue<ulong>(1));
}
