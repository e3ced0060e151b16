using System.Globalization;
using Kirana.Operate.Stores;

namespace Kirana.Storage.Analysis;

/// <summary>What lists showed of late, from the events of the last days.</summary>
internal static class ExposureAnswer
{
    private const double HalfDays = 7;

    /// <summary>Answers for the days before a moment.</summary>
    /// <param name="state">The state.</param>
    /// <param name="now">The moment.</param>
    public static Exposures Of(AnalysisState state, DateTimeOffset now)
    {
        var until = (now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        var period = string.Create(CultureInfo.InvariantCulture, $"time > {until - Exposures.Days * TimeSpan.MicrosecondsPerDay} AND time <= {until} AND item IS NOT NULL");
        var items = new Dictionary<string, (long Shown, long Clicked)>(StringComparer.Ordinal);
        state.Session.Query($"""
            SELECT item, count(*) FILTER (WHERE kind = 'impression') AS shown, count(*) FILTER (WHERE kind = 'click' AND list IS NOT NULL) FROM events
            WHERE {period} AND kind IN ('impression', 'click') GROUP BY item HAVING shown > 0
            """, row => items.Add(row.GetString(0), (row.GetInt64(1), row.GetInt64(2))));
        var vain = new List<(string User, string Item, float Times)>();
        // By whole days and in one order, so that the sums have the same last bit however the rows lie.
        state.Session.Query(string.Create(CultureInfo.InvariantCulture, $"""
            WITH touched AS (SELECT "user", item, max(time) AS time FROM events
                WHERE {period} AND "user" IS NOT NULL AND kind IN ('view', 'click', 'cart', 'wishlist', 'purchase') GROUP BY ALL)
            SELECT shown."user", shown.item, (({until} - shown.time) // {TimeSpan.MicrosecondsPerDay})::INTEGER AS days, count(*) FROM
                (SELECT "user", item, time FROM events WHERE {period} AND "user" IS NOT NULL AND kind = 'impression') AS shown
                LEFT JOIN touched ON shown."user" = touched."user" AND shown.item = touched.item
            WHERE touched.time IS NULL OR shown.time > touched.time GROUP BY ALL ORDER BY shown."user", shown.item, days
            """), row =>
        {
            var (user, item, times) = (row.GetString(0), row.GetString(1), (float)(row.GetInt64(3) * Math.Pow(0.5, row.GetInt32(2) / HalfDays)));
            if (vain.Count > 0 && string.Equals(vain[^1].User, user, StringComparison.Ordinal) && string.Equals(vain[^1].Item, item, StringComparison.Ordinal))
                vain[^1] = (user, item, vain[^1].Times + times);
            else
                vain.Add((user, item, times));
        });
        return new Exposures(items, vain);
    }
}
