using System.Text.Json;
using Kirana.Data;
using Kirana.Recommend;
using Kirana.Recommend.Factorization;
using Kirana.Recommend.Graphs;
using Kirana.Recommend.Linear;
using Kirana.Recommend.Neighbors;
using Kirana.Recommend.Popularity;
using Kirana.Recommend.Sessions;

namespace Kirana.Pipelines.Recommend;

/// <summary>The recipes by name.</summary>
public static class Recipes
{
    /// <summary>The recipe used where none is named.</summary>
    public const string Default = "implicit-als";

    /// <summary>Every recipe, simplest first.</summary>
    public static IReadOnlyList<Recipe> All { get; } =
    [
        new("popular", new Popular(), []),
        new("recency-popular", new RecencyPopular(), [Vary<RecencyPopular>(
            learner => learner with { HalfLife = TimeSpan.FromDays(7) },
            learner => learner with { HalfLife = TimeSpan.FromDays(90) })]),
        new("item-neighbors", new ItemNeighbors(),
        [
            Vary<ItemNeighbors>(learner => learner with { ActivityDamping = 0 }, learner => learner with { ActivityDamping = 1 }),
            Vary<ItemNeighbors>(learner => learner with { PopularityDamping = 0.3 }, learner => learner with { PopularityDamping = 0.4 }, learner => learner with { PopularityDamping = 0.6 }),
            Vary<ItemNeighbors>(learner => learner with { Shrinkage = 0 }, learner => learner with { Shrinkage = 1 }, learner => learner with { Shrinkage = 20 }),
            Vary<ItemNeighbors>(learner => learner with { HistoryHalfLife = 1 }, learner => learner with { HistoryHalfLife = 4 }, learner => learner with { HistoryHalfLife = 16 }),
            Vary<ItemNeighbors>(learner => learner with { Neighbors = 30 }, learner => learner with { Neighbors = 300 }),
        ]),
        new("session-neighbors", new SessionNeighbors(),
        [
            Vary<SessionNeighbors>(learner => learner with { Spread = 0 }, learner => learner with { Spread = 1 }, learner => learner with { Spread = 4 }),
            Vary<SessionNeighbors>(learner => learner with { Repeat = 0 }, learner => learner with { Repeat = 0.7 }, learner => learner with { Repeat = 3 }),
            Vary<SessionNeighbors>(learner => learner with { HistoryHalfLife = 2 }, learner => learner with { HistoryHalfLife = 4 }, learner => learner with { HistoryHalfLife = 16 }),
            Vary<SessionNeighbors>(learner => learner with { RepeatHalfLife = 3 }, learner => learner with { RepeatHalfLife = 30 }),
            Vary<SessionNeighbors>(learner => learner with { CandidateRarity = 0 }, learner => learner with { CandidateRarity = 2 }),
            Vary<SessionNeighbors>(learner => learner with { Sharpness = 1 }, learner => learner with { Sharpness = 2 }),
            Vary<SessionNeighbors>(learner => learner with { LengthDamping = 0 }, learner => learner with { LengthDamping = 0.5 }),
            Vary<SessionNeighbors>(learner => learner with { DistanceHalfLife = 1 }, learner => learner with { DistanceHalfLife = 8 }),
            Vary<SessionNeighbors>(learner => learner with { Neighbors = 50 }, learner => learner with { Neighbors = 500 }),
            Vary<SessionNeighbors>(learner => learner with { SessionHalfLife = 0.2 }, learner => learner with { SessionHalfLife = 3 }),
        ]) { ShopAxes = 1 },
        new("random-walk", new RandomWalk(),
        [
            Vary<RandomWalk>(learner => learner with { Beta = 0.1 }, learner => learner with { Beta = 0.2 }, learner => learner with { Beta = 0.4 }),
            Vary<RandomWalk>(learner => learner with { Alpha = 0.3 }, learner => learner with { Alpha = 0.7 }, learner => learner with { Alpha = 1 }),
            Vary<RandomWalk>(learner => learner with { HistoryHalfLife = 1 }, learner => learner with { HistoryHalfLife = 4 }, learner => learner with { HistoryHalfLife = 16 }),
            Vary<RandomWalk>(learner => learner with { Neighbors = 200 }, learner => learner with { Neighbors = 5000 }),
        ]) { ShopAxes = 2 },
        new("graph-filter", new GraphFilter(),
        [
            Vary<GraphFilter>(learner => learner with { HistoryHalfLife = 1 }, learner => learner with { HistoryHalfLife = 4 }, learner => learner with { HistoryHalfLife = 16 }),
            VaryAround<GraphFilter>((learner, factor) => learner with { Regularization = learner.Regularization * factor }, [0.4, 2.5]),
            Vary<GraphFilter>(learner => learner with { ActivityDamping = 0.5 }, learner => learner with { ActivityDamping = 1 }),
            Vary<GraphFilter>(learner => learner with { CandidatePopularity = 0.2 }, learner => learner with { CandidatePopularity = 0.5 }),
            Vary<GraphFilter>(learner => learner with { HistoryDamping = 0 }, learner => learner with { HistoryDamping = 0.5 }),
            Vary<GraphFilter>(learner => learner with { PopularityDamping = 0.2 }, learner => learner with { PopularityDamping = 0.5 }),
            Vary<GraphFilter>(learner => learner with { Factors = 64 }, learner => learner with { Factors = 512 }),
        ]) { ShopAxes = 2 },
        new("linear-items", new LinearItems(),
        [
            VaryAround<LinearItems>((learner, factor) => learner with { Regularization = learner.Regularization * factor }, [0.05, 0.2, 5]),
            Vary<LinearItems>(learner => learner with { RegularizationExponent = 0.5 }, learner => learner with { RegularizationExponent = 1 }),
            Vary<LinearItems>(learner => learner with { ActivityDamping = 0.5 }, learner => learner with { ActivityDamping = 1 }),
            Vary<LinearItems>(learner => learner with { PopularityDamping = 0.1 }, learner => learner with { PopularityDamping = 0.3 }),
            Vary<LinearItems>(learner => learner with { HistoryHalfLife = 1 }, learner => learner with { HistoryHalfLife = 3 }, learner => learner with { HistoryHalfLife = 16 }),
            VaryAround<LinearItems>((learner, factor) => learner with { Regularization = learner.Regularization * factor }, [0.5, 2]),
        ]) { ShopAxes = 1 },
        new("implicit-als", new ImplicitAls(),
        [
            VaryAround<ImplicitAls>((learner, factor) => learner with { Alpha = learner.Alpha * factor }, [0.1, 0.3, 3, 10]),
            VaryAround<ImplicitAls>((learner, factor) => learner with { Regularization = learner.Regularization * factor }, [0.03, 0.2, 5]),
            Vary<ImplicitAls>(learner => learner with { RegularizationExponent = 0 }, learner => learner with { RegularizationExponent = 1 }),
            VaryAround<ImplicitAls>((learner, factor) => learner with { Alpha = learner.Alpha * factor }, [0.5, 2]),
            VaryAround<ImplicitAls>((learner, factor) => learner with { Regularization = learner.Regularization * factor }, [0.5, 2]),
        ]),
    ];

    /// <summary>Finds a recipe.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="KeyNotFoundException">There is no such recipe; the message names those there are.</exception>
    public static Recipe Named(string name) =>
        All.FirstOrDefault(recipe => string.Equals(recipe.Name, name, StringComparison.Ordinal))
        ?? throw new KeyNotFoundException($"There is no recipe '{name}'. Recipes: {string.Join(", ", All.Select(recipe => recipe.Name))}.");

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
                "item-neighbors" => RestoreNeighbors(json, new ItemNeighbors()),
                "session-neighbors" => RestoreSessions(json, new SessionNeighbors()),
                "random-walk" => RestoreWalk(json, new RandomWalk()),
                "graph-filter" => RestoreFilter(json, new GraphFilter()),
                "linear-items" => RestoreLinear(json, new LinearItems()),
                "implicit-als" => RestoreAls(json, new ImplicitAls()),
                _ => null,
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
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

    private static double Number(JsonElement json, string name, double otherwise) =>
        json.TryGetProperty(name, out var value) ? value.GetDouble() : otherwise;

    private static T Choice<T>(JsonElement json, string name, T otherwise) where T : struct, Enum =>
        !json.TryGetProperty(name, out var value) ? otherwise
        : Enum.TryParse<T>(value.GetString(), out var choice) ? choice
        : throw new FormatException($"'{value}' is no {typeof(T).Name}.");

    private static Func<IRecommenderLearner, IEnumerable<IRecommenderLearner>> Vary<T>(params Func<T, T>[] changes) where T : IRecommenderLearner =>
        learner => changes.Select(change => (IRecommenderLearner)change((T)learner));

    private static Func<IRecommenderLearner, IEnumerable<IRecommenderLearner>> VaryAround<T>(Func<T, double, T> change, double[] factors) where T : IRecommenderLearner =>
        learner => factors.Select(factor => (IRecommenderLearner)change((T)learner, factor));
}
