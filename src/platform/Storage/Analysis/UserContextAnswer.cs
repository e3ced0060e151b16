using Kirana.Operate.Stores;

namespace Kirana.Storage.Analysis;

/// <summary>In which contexts users deal with the shop.</summary>
internal static class UserContextAnswer
{
    private static readonly string[] s_columns = ["location", "channel"];

    /// <summary>Answers; see <see cref="IShopAnalysis.UserContexts"/>.</summary>
    /// <param name="state">The state.</param>
    public static IReadOnlyList<UserContext> Of(AnalysisState state)
    {
        var contexts = new List<UserContext>();
        var events = UserContext.Traits.Select(trait => s_columns.Contains(trait, StringComparer.Ordinal)
            ? $"""SELECT "user", '{trait}' AS trait, {trait} AS value, 1 AS told FROM events WHERE {trait} IS NOT NULL"""
            : $"""SELECT "user", '{trait}' AS trait, {Member("extra", trait)} AS value, 1 AS told FROM events WHERE {MayHold("extra", trait)}""");
        // An attribute stands above any number of events.
        var users = UserContext.Traits.Select(trait =>
            $"""SELECT id AS "user", '{trait}' AS trait, {Member("attributes", trait)} AS value, 1000000000000 AS told FROM users WHERE {MayHold("attributes", trait)}""");
        state.Session.Query($"""
            SELECT "user", trait, value, sum(told) AS told FROM ({string.Join(" UNION ALL ", events.Concat(users))})
            WHERE "user" IS NOT NULL AND value <> '' GROUP BY ALL ORDER BY "user", trait, told DESC, value
            """, row =>
        {
            if (contexts.Count == 0 || !string.Equals(contexts[^1].User, row.GetString(0), StringComparison.Ordinal) || !string.Equals(contexts[^1].Trait, row.GetString(1), StringComparison.Ordinal))
                contexts.Add(new UserContext(row.GetString(0), row.GetString(1), row.GetString(2)));
        });
        return contexts;
    }

    /// <summary>Whether a JSON object may have a member of a name: most have none, and need not be parsed. A letter of a name is written as it is or as \u and its number.</summary>
    private static string MayHold(string column, string name) => $$"""(contains({{column}}, '"{{name}}"') OR contains({{column}}, '\u'))""";

    /// <summary>The text of a member of a JSON object itself, not of one within it; NULL where it is none, or where the column holds no JSON.</summary>
    private static string Member(string column, string name) =>
        $"CASE WHEN NOT json_valid({column}) THEN NULL WHEN json_type({column}, '$.{name}') = 'VARCHAR' THEN json_extract_string({column}, '$.{name}') END";
}
