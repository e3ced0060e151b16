using System.Globalization;
using Kirana.Operate.Stores;
using Kirana.Storage.Segments;

namespace Kirana.Storage.Analysis;

/// <summary>What a server asks: everything it keeps in memory, and single users' events.</summary>
internal static class ContentsAnswer
{
    /// <summary>Answers with histories, catalogue and users of the state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="histories">Which events become histories.</param>
    /// <param name="now">The moment whose prices hold.</param>
    public static ShopContents Of(AnalysisState state, InteractionQuery histories, DateTimeOffset now)
    {
        var users = new List<UserActivity>();
        state.Session.Query("""SELECT "user", count(*) AS events FROM events WHERE "user" IS NOT NULL GROUP BY "user" ORDER BY events DESC, "user" """,
            row => users.Add(new UserActivity(row.GetString(0), row.GetInt64(1))));
        return new ShopContents(state.Version, InteractionAnswer.Of(state, histories), state.Items.Catalogue(now), users)
        {
            Opinions = InteractionAnswer.Opinions(state, now.AddDays(-ShopContents.LookDays)),
            Looks = InteractionAnswer.Of(state, new InteractionQuery { From = now.AddDays(-ShopContents.LookDays), Weights = ShopContents.LookStages }),
        };
    }

    /// <summary>Answers with one user's events, newest first; those of one moment by their keys, so that the answer does not depend on how they came.</summary>
    /// <param name="state">The state.</param>
    /// <param name="user">The user.</param>
    /// <param name="limit">The most events.</param>
    public static IReadOnlyList<UserEvent> EventsOf(AnalysisState state, string user, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var events = new List<UserEvent>();
        state.Session.Query(string.Create(CultureInfo.InvariantCulture, $"""
            SELECT time, kind, coalesce(item, ''), quantity, value FROM events WHERE "user" = {DuckSession.Quote(user)}
            ORDER BY time DESC, key_high, key_low LIMIT {limit}
            """), row => events.Add(new UserEvent(
            DateTimeOffset.UnixEpoch.AddTicks(row.GetInt64(0) * TimeSpan.TicksPerMicrosecond), row.GetString(1), row.GetString(2),
            AnalysisState.Number(row, 3) / 10_000m, AnalysisState.Number(row, 4) / 10_000m)));
        return events;
    }
}
