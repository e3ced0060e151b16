using System.Text.Json;
using Kirana.Data;
using Kirana.Recommend;
using Kirana.Recommend.Baskets;
using Kirana.Recommend.Blending;
using Kirana.Recommend.Content;
using Kirana.Recommend.Factorization;
using Kirana.Recommend.Graphs;
using Kirana.Recommend.Linear;
using Kirana.Recommend.Neighbors;
using Kirana.Recommend.Popularity;
using Kirana.Recommend.Ranking;
using Kirana.Recommend.Sessions;

namespace Kirana.Pipelines.Recommend;

public static partial class Recipes
{
    /// <summary>Makes the learner again whose name and options a model kept.</summary>
    /// <param name="name">The learner's name.</param>
    /// <param name="options">Its options as JSON; what is absent keeps its default.</param>
    /// <returns><see langword="null"/> if this program does not know the learner.</returns>
    /// <exception cref="DataException">The options are no JSON object, or an option has the wrong type.</exception>
    public static IRecommenderLearner? Restore(string name, string options)
    {
        try
        {
            using var document = JsonDocument.Parse(options);
            var json = document.RootElement;
            return name switch
            {
                "popular" => new Popular { Measure = Choice(json, "measure", PopularityMeasure.Users) },
                "recency-popular" => new RecencyPopular { HalfLife = TimeSpan.FromDays(Number(json, "halfLifeDays", 30)) },
                "trending" => new Trending
                {
                    Period = TimeSpan.FromDays(Number(json, "periodDays", 1)), Surge = Number(json, "surge", 3), Reluctance = Number(json, "reluctance", 1),
                },
                "repeat-purchase" => new RepeatPurchase { Shrinkage = Number(json, "shrinkage", 10), Horizon = TimeSpan.FromDays(Number(json, "horizonDays", 30)) },
                "item-neighbors" => RestoreNeighbors(json, new ItemNeighbors()),
                "basket-graph" => RestoreGraph(json, new BasketGraph()),
                "next-basket" => RestoreBasket(json, new NextBasket()),
                "user-neighbors" => RestoreUsers(json, new UserNeighbors()),
                "session-neighbors" => RestoreSessions(json, new SessionNeighbors()),
                "random-walk" => RestoreWalk(json, new RandomWalk()),
                "graph-filter" => RestoreFilter(json, new GraphFilter()),
                "linear-items" => RestoreLinear(json, new LinearItems()),
                "implicit-als" => RestoreAls(json, new ImplicitAls()),
                "transitions" => RestoreTransitions(json, new Transitions()),
                "content" => RestoreContent(json, new ContentItems()),
                "category" => new CategoryItems { Smoothing = Number(json, "smoothing", 2), HalfLife = TimeSpan.FromDays(Number(json, "halfLifeDays", 30)), HistoryHalfLife = Number(json, "historyHalfLife", double.PositiveInfinity) },
                "blend" => RestoreBlend(json),
                "ranked-sources" => RestoreRanked(json, new RankedSources()),
                _ => null,
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new DataException($"The options of the learner '{name}' cannot be read: {options}", e) { Code = "bad-options" };
        }
    }

    private static ItemNeighbors RestoreNeighbors(JsonElement json, ItemNeighbors defaults) => defaults with
    {
        Neighbors = (int)Number(json, "neighbors", defaults.Neighbors),
        Shrinkage = Number(json, "shrinkage", defaults.Shrinkage),
        PopularityDamping = Number(json, "popularityDamping", defaults.PopularityDamping),
        ActivityDamping = Number(json, "activityDamping", defaults.ActivityDamping),
        HistoryHalfLife = Number(json, "historyHalfLife", double.PositiveInfinity),
        LongestHistory = (int)Number(json, "longestHistory", defaults.LongestHistory),
        Similarity = Choice(json, "similarity", defaults.Similarity),
        Saturation = Number(json, "saturation", defaults.Saturation),
        LengthNormalization = Number(json, "lengthNormalization", defaults.LengthNormalization),
    };

    private static UserNeighbors RestoreUsers(JsonElement json, UserNeighbors defaults) => defaults with
    {
        Neighbors = (int)Number(json, "neighbors", defaults.Neighbors),
        Similarity = Choice(json, "similarity", defaults.Similarity),
        Shrinkage = Number(json, "shrinkage", defaults.Shrinkage),
        ActivityDamping = Number(json, "activityDamping", defaults.ActivityDamping),
        PopularityDamping = Number(json, "popularityDamping", defaults.PopularityDamping),
        Sharpness = Number(json, "sharpness", defaults.Sharpness),
        Saturation = Number(json, "saturation", defaults.Saturation),
        LengthNormalization = Number(json, "lengthNormalization", defaults.LengthNormalization),
        HistoryHalfLife = Number(json, "historyHalfLife", double.PositiveInfinity),
        UsersPerItem = (int)Number(json, "usersPerItem", defaults.UsersPerItem),
        LongestHistory = (int)Number(json, "longestHistory", defaults.LongestHistory),
    };

    private static BasketGraph RestoreGraph(JsonElement json, BasketGraph defaults) => defaults with
    {
        Edge = Choice(json, "edge", defaults.Edge),
        Pause = TimeSpan.FromMinutes(Number(json, "pauseMinutes", defaults.Pause.TotalMinutes)),
        LeastWeight = Number(json, "leastWeight", defaults.LeastWeight),
        Lift = Number(json, "lift", defaults.Lift),
        Shrinkage = Number(json, "shrinkage", defaults.Shrinkage),
        SizeDamping = Number(json, "sizeDamping", defaults.SizeDamping),
        Neighbors = (int)Number(json, "neighbors", defaults.Neighbors),
        Baskets = (int)Number(json, "baskets", defaults.Baskets),
        LongestBasket = (int)Number(json, "longestBasket", defaults.LongestBasket),
    };

    private static NextBasket RestoreBasket(JsonElement json, NextBasket defaults) => defaults with
    {
        Pause = TimeSpan.FromMinutes(Number(json, "pauseMinutes", defaults.Pause.TotalMinutes)),
        BasketDecay = Number(json, "basketDecay", defaults.BasketDecay),
        GroupDecay = Number(json, "groupDecay", defaults.GroupDecay),
        GroupSize = (int)Number(json, "groupSize", defaults.GroupSize),
        DayHalfLife = Number(json, "dayHalfLife", double.PositiveInfinity),
        Own = Number(json, "own", defaults.Own),
        Neighbors = (int)Number(json, "neighbors", defaults.Neighbors),
        Baskets = (int)Number(json, "baskets", defaults.Baskets),
        LongestHistory = (int)Number(json, "longestHistory", defaults.LongestHistory),
        UsersPerItem = (int)Number(json, "usersPerItem", defaults.UsersPerItem),
    };

    private static SessionNeighbors RestoreSessions(JsonElement json, SessionNeighbors defaults) => defaults with
    {
        Neighbors = (int)Number(json, "neighbors", defaults.Neighbors),
        SessionsPerItem = (int)Number(json, "sessionsPerItem", defaults.SessionsPerItem),
        HistoryLength = (int)Number(json, "historyLength", defaults.HistoryLength),
        LongestSession = (int)Number(json, "longestSession", defaults.LongestSession),
        HistoryHalfLife = Number(json, "historyHalfLife", defaults.HistoryHalfLife),
        Rarity = Number(json, "rarity", defaults.Rarity),
        CandidateRarity = Number(json, "candidateRarity", defaults.CandidateRarity),
        Sharpness = Number(json, "sharpness", defaults.Sharpness),
        LengthDamping = Number(json, "lengthDamping", defaults.LengthDamping),
        SessionHalfLife = Number(json, "sessionHalfLife", defaults.SessionHalfLife),
        DistanceHalfLife = Number(json, "distanceHalfLife", defaults.DistanceHalfLife),
        Backward = Number(json, "backward", defaults.Backward),
        Repeat = Number(json, "repeat", defaults.Repeat),
        RepeatHalfLife = Number(json, "repeatHalfLife", defaults.RepeatHalfLife),
        Spread = Number(json, "spread", defaults.Spread),
    };

    private static RandomWalk RestoreWalk(JsonElement json, RandomWalk defaults) => defaults with
    {
        Neighbors = (int)Number(json, "neighbors", defaults.Neighbors),
        Alpha = Number(json, "alpha", defaults.Alpha),
        Beta = Number(json, "beta", defaults.Beta),
        HistoryHalfLife = Number(json, "historyHalfLife", double.PositiveInfinity),
        LongestHistory = (int)Number(json, "longestHistory", defaults.LongestHistory),
    };

    private static GraphFilter RestoreFilter(JsonElement json, GraphFilter defaults) => defaults with
    {
        Factors = (int)Number(json, "factors", defaults.Factors),
        Regularization = Number(json, "regularization", double.PositiveInfinity),
        Ideal = Number(json, "ideal", defaults.Ideal),
        ActivityDamping = Number(json, "activityDamping", defaults.ActivityDamping),
        PopularityDamping = Number(json, "popularityDamping", defaults.PopularityDamping),
        HistoryDamping = Number(json, "historyDamping", defaults.HistoryDamping),
        CandidatePopularity = Number(json, "candidatePopularity", defaults.CandidatePopularity),
        Entries = (int)Number(json, "entries", defaults.Entries),
        HistoryHalfLife = Number(json, "historyHalfLife", double.PositiveInfinity),
        LongestHistory = (int)Number(json, "longestHistory", defaults.LongestHistory),
    };

    private static LinearItems RestoreLinear(JsonElement json, LinearItems defaults) => defaults with
    {
        Regularization = Number(json, "regularization", defaults.Regularization),
        RegularizationExponent = Number(json, "regularizationExponent", defaults.RegularizationExponent),
        ActivityDamping = Number(json, "activityDamping", defaults.ActivityDamping),
        PopularityDamping = Number(json, "popularityDamping", defaults.PopularityDamping),
        Entries = (int)Number(json, "entries", defaults.Entries),
        HistoryHalfLife = Number(json, "historyHalfLife", double.PositiveInfinity),
        LongestHistory = (int)Number(json, "longestHistory", defaults.LongestHistory),
        MostMegabytes = (int)Number(json, "mostMegabytes", defaults.MostMegabytes),
    };

    private static ImplicitAls RestoreAls(JsonElement json, ImplicitAls defaults) => defaults with
    {
        Factors = (int)Number(json, "factors", defaults.Factors),
        Regularization = Number(json, "regularization", defaults.Regularization),
        RegularizationExponent = Number(json, "regularizationExponent", defaults.RegularizationExponent),
        Alpha = Number(json, "alpha", defaults.Alpha),
        Sweeps = (int)Number(json, "sweeps", defaults.Sweeps),
        Solver = Choice(json, "solver", defaults.Solver),
        ConjugateGradientSteps = (int)Number(json, "conjugateGradientSteps", defaults.ConjugateGradientSteps),
    };

    private static Transitions RestoreTransitions(JsonElement json, Transitions defaults) => defaults with
    {
        Reach = (int)Number(json, "reach", defaults.Reach),
        DistanceHalfLife = Number(json, "distanceHalfLife", defaults.DistanceHalfLife),
        Backward = Number(json, "backward", defaults.Backward),
        HistoryDamping = Number(json, "historyDamping", defaults.HistoryDamping),
        CandidateDamping = Number(json, "candidateDamping", defaults.CandidateDamping),
        Smoothing = Number(json, "smoothing", defaults.Smoothing),
        Factors = (int)Number(json, "factors", defaults.Factors),
        Regularization = Number(json, "regularization", defaults.Regularization),
        Entries = (int)Number(json, "entries", defaults.Entries),
        HistoryHalfLife = Number(json, "historyHalfLife", double.PositiveInfinity),
        LongestHistory = (int)Number(json, "longestHistory", defaults.LongestHistory),
    };

    private static ContentItems RestoreContent(JsonElement json, ContentItems defaults) => defaults with
    {
        Terms = (int)Number(json, "terms", defaults.Terms),
        Ridge = Number(json, "ridge", defaults.Ridge),
        Likeness = Number(json, "likeness", defaults.Likeness),
        HistoryHalfLife = Number(json, "historyHalfLife", double.PositiveInfinity),
        LongestHistory = (int)Number(json, "longestHistory", defaults.LongestHistory),
    };

    /// <returns><see langword="null"/> if a source's learner is unknown.</returns>
    private static Blend? RestoreBlend(JsonElement json)
    {
        var sources = json.GetProperty("sources").EnumerateArray()
            .Select(source => (Learner: Restore(source.GetProperty("learner").GetString()!, source.GetProperty("options").GetRawText()), Weight: source.GetProperty("weight").GetDouble()))
            .ToArray();
        return sources.Any(source => source.Learner is null) ? null : new Blend
        {
            Sources = [.. sources.Select(source => new BlendSource(source.Learner!, source.Weight))],
            Scale = Choice(json, "scale", BlendScale.Range),
            Candidates = (int)Number(json, "candidates", 300),
        };
    }

    private static RankedSources? RestoreRanked(JsonElement json, RankedSources defaults)
    {
        var sources = defaults.Sources.ToList();
        if (json.TryGetProperty("sources", out var kept))
        {
            sources.Clear();
            foreach (var source in kept.EnumerateArray())
                if (Restore(source.GetProperty("name").GetString()!, source.GetProperty("options").GetRawText()) is { } known)
                    sources.Add(known);
                else
                    return null;
        }

        return defaults with
        {
            Sources = sources,
            Candidates = (int)Number(json, "candidates", defaults.Candidates),
            PeriodDays = (int)Number(json, "periodDays", defaults.PeriodDays),
            Periods = (int)Number(json, "periods", defaults.Periods),
            Shoppers = (int)Number(json, "shoppers", defaults.Shoppers),
            Cutoff = (int)Number(json, "cutoff", defaults.Cutoff),
            Mix = !json.TryGetProperty("mix", out var mix) ? null : new ObjectiveMix
            {
                Order = Number(mix, "order", 1), Click = Number(mix, "click", 0), Cart = Number(mix, "cart", 0), Purchase = Number(mix, "purchase", 0), Revenue = Number(mix, "revenue", 1),
            },
            Trees = defaults.Trees with
            {
                Trees = (int)Number(json, "trees", defaults.Trees.Trees),
                Leaves = (int)Number(json, "leaves", defaults.Trees.Leaves),
                LearningRate = Number(json, "learningRate", defaults.Trees.LearningRate),
                MinRowsPerLeaf = (int)Number(json, "minRowsPerLeaf", defaults.Trees.MinRowsPerLeaf),
            },
        };
    }

    private static double Number(JsonElement json, string name, double otherwise) =>
        json.TryGetProperty(name, out var value) ? value.GetDouble() : otherwise;

    private static T Choice<T>(JsonElement json, string name, T otherwise) where T : struct, Enum =>
        !json.TryGetProperty(name, out var value) ? otherwise
        : Enum.TryParse<T>(value.GetString(), out var choice) ? choice
        : throw new FormatException($"'{value}' is no {typeof(T).Name}.");
}
