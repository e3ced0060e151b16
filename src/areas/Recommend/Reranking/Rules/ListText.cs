namespace Kirana.Recommend.Reranking.Rules;

/// <summary>Reads how lists are made beside the rules.</summary>
internal static class ListText
{
    private const int MostPlaces = 100;

    /// <summary>Reads the member <c>lists</c>.</summary>
    /// <param name="node">The member, or <see langword="null"/>.</param>
    /// <param name="rules">The rules.</param>
    /// <exception cref="Data.DataException"><c>bad-rules</c>.</exception>
    public static RuleSet Read(RuleNode? node, RuleSet rules)
    {
        if (node is null)
            return rules;
        node.Allow(["diversity", "taste", "novelty", "fatigue", "explore"]);
        var lists = Diverse(node.Member("diversity")) with
        {
            CalibrationWeight = node.Member("taste")?.Number(0, 10) ?? 0,
            NoveltyWeight = node.Member("novelty")?.Number(0, 10) ?? 0,
            FatigueHalf = node.Member("fatigue")?.Number(double.Epsilon, 1_000_000) ?? double.PositiveInfinity,
        };
        if (node.Member("explore") is not { } explore)
            return new RuleSet(rules.Rules) { Lists = lists };
        explore.Allow(["places", "new-for-days"]);
        return new RuleSet(rules.Rules)
        {
            Lists = lists with { ExplorationPlaces = Places(explore.Required("places")) }, NewForDays = explore.Member("new-for-days")?.Number(0, 100_000) ?? rules.NewForDays,
        };
    }

    private static Reranker Diverse(RuleNode? node)
    {
        if (node is null)
            return Reranker.RulesOnly;
        node.Allow(["weight", "by"]);
        return Reranker.RulesOnly with
        {
            DiversityWeight = node.Required("weight").Number(0, 1),
            Diversity = node.Member("by") is not { } by ? DiversityMethod.MarginalRelevance : by.Text() switch
            {
                "marginal-relevance" => DiversityMethod.MarginalRelevance,
                "determinantal" => DiversityMethod.Determinantal,
                var other => throw RuleText.Fault(by.Path, "'marginal-relevance' or 'determinantal'", $"'{other}'"),
            },
        };
    }

    private static int[] Places(RuleNode node)
    {
        var places = node.Elements();
        return places.Count is > 0 and <= MostPlaces
            ? [.. places.Select(place => RuleText.Whole(place, 1, 1000)).Distinct().Order()]
            : throw RuleText.Fault(node.Path, $"1 to {MostPlaces} places", $"{places.Count}");
    }
}
