using Kirana.Recommend;
using Kirana.Recommend.Baskets;
using Kirana.Recommend.Blending;
using Kirana.Recommend.Content;
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

    /// <summary>The name that lets tuning choose among all recipes and a blend of them.</summary>
    public const string Any = "any";

    private static Func<IRecommenderLearner, IEnumerable<IRecommenderLearner>>[] GraphAxes =>
    [
        Vary<BasketGraph>(learner => learner with { Lift = 0 }, learner => learner with { Lift = 0.3 }, learner => learner with { Lift = 0.7 }),
        Vary<BasketGraph>(learner => learner with { Shrinkage = 1 }, learner => learner with { Shrinkage = 20 }),
        Vary<BasketGraph>(learner => learner with { SizeDamping = 0.5 }, learner => learner with { SizeDamping = 1 }),
        Vary<BasketGraph>(learner => learner with { Neighbors = 50 }, learner => learner with { Neighbors = 1000 }),
        Vary<BasketGraph>(learner => learner with { Baskets = 3 }, learner => learner with { Baskets = 1000 }),
    ];

    /// <summary>Every recipe, simplest first.</summary>
    public static IReadOnlyList<Recipe> All { get; } =
    [
        new("popular", new Popular(), []),
        new("recency-popular", new RecencyPopular(), [Vary<RecencyPopular>(
            learner => learner with { HalfLife = TimeSpan.FromDays(7) },
            learner => learner with { HalfLife = TimeSpan.FromDays(90) })]) { NeedsTimes = true },
        new("trending", new Trending(), [Vary<Trending>(
            learner => learner with { Period = TimeSpan.FromDays(7) }, learner => learner with { Period = TimeSpan.FromDays(7), Surge = 1.5 })]) { NeedsTimes = true },
        new("repeat-purchase", new RepeatPurchase(), []) { IsForShops = false, NeedsTimes = true },
        new("next-basket", new NextBasket(),
        [
            Vary<NextBasket>(learner => learner with { Own = 0.3 }, learner => learner with { Own = 0.9 }),
            Vary<NextBasket>(learner => learner with { GroupDecay = 0.5 }, learner => learner with { GroupDecay = 1 }),
            Vary<NextBasket>(learner => learner with { BasketDecay = 0.7 }, learner => learner with { BasketDecay = 1 }),
            Vary<NextBasket>(learner => learner with { Neighbors = 30 }, learner => learner with { Neighbors = 300 }),
            Vary<NextBasket>(learner => learner with { DayHalfLife = 60 }, learner => learner with { DayHalfLife = 240 }),
        ]) { ShopAxes = 1, NeedsTimes = true },
        new("content", new ContentItems(),
        [
            VectorWeights, VectorWeights,
            Vary<ContentItems>(learner => learner with { HistoryHalfLife = 5 }, learner => learner with { HistoryHalfLife = 80 }),
            Vary<ContentItems>(learner => learner with { Likeness = 0.2 }, learner => learner with { Likeness = 1 }),
            Vary<ContentItems>(learner => learner with { Ridge = 0.3 }, learner => learner with { Ridge = 5 }),
        ]) { NeedsCatalogue = true, ShopAxes = 2 },
        new("category", new CategoryItems(),
        [
            Vary<CategoryItems>(learner => learner with { Smoothing = 0.5 }, learner => learner with { Smoothing = 10 }),
            Vary<CategoryItems>(learner => learner with { HistoryHalfLife = 5 }, learner => learner with { HistoryHalfLife = 80 }),
        ]) { NeedsCatalogue = true, NeedsTimes = true, ShopAxes = 0 },
        new("item-neighbors", new ItemNeighbors(),
        [
            Vary<ItemNeighbors>(learner => learner with { ActivityDamping = 0 }, learner => learner with { ActivityDamping = 1 }),
            Vary<ItemNeighbors>(learner => learner with { PopularityDamping = 0.3 }, learner => learner with { PopularityDamping = 0.4 }, learner => learner with { PopularityDamping = 0.6 }),
            Vary<ItemNeighbors>(learner => learner with { Shrinkage = 0 }, learner => learner with { Shrinkage = 1 }, learner => learner with { Shrinkage = 20 }),
            Vary<ItemNeighbors>(learner => learner with { HistoryHalfLife = 1 }, learner => learner with { HistoryHalfLife = 4 }, learner => learner with { HistoryHalfLife = 16 }),
            Vary<ItemNeighbors>(learner => learner with { Neighbors = 30 }, learner => learner with { Neighbors = 300 }),
            Vary<ItemNeighbors>(
                learner => learner with { Similarity = NeighborSimilarity.Jaccard }, learner => learner with { Similarity = NeighborSimilarity.Shrunk }, learner => learner with { Similarity = NeighborSimilarity.Bm25 }),
        ]) { ShopAxes = 5 },
        new("user-neighbors", new UserNeighbors(),
        [
            Vary<UserNeighbors>(
                learner => learner with { Similarity = NeighborSimilarity.Jaccard }, learner => learner with { Similarity = NeighborSimilarity.Shrunk }, learner => learner with { Similarity = NeighborSimilarity.Bm25 }),
            Vary<UserNeighbors>(learner => learner with { PopularityDamping = 0 }, learner => learner with { PopularityDamping = 1 }),
            Vary<UserNeighbors>(learner => learner with { Shrinkage = 0 }, learner => learner with { Shrinkage = 5 }),
            Vary<UserNeighbors>(learner => learner with { Neighbors = 30 }, learner => learner with { Neighbors = 300 }, learner => learner with { Neighbors = 1000 }),
            Vary<UserNeighbors>(learner => learner with { Sharpness = 0.5 }, learner => learner with { Sharpness = 2 }),
            Vary<UserNeighbors>(learner => learner with { ActivityDamping = 0.3 }, learner => learner with { ActivityDamping = 0.7 }),
            Vary<UserNeighbors>(learner => learner with { HistoryHalfLife = 2 }, learner => learner with { HistoryHalfLife = 8 }, learner => learner with { HistoryHalfLife = 32 }),
        ]) { IsForShops = false },
        new("co-purchase", new BasketGraph(), GraphAxes) { IsForShops = false },
        new("co-view", new BasketGraph { Edge = BasketEdge.Seen }, GraphAxes) { IsForShops = false, NeedsTimes = true },
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
        ]) { IsForShops = false },
        new("random-walk", new RandomWalk(),
        [
            Vary<RandomWalk>(learner => learner with { Beta = 0.1 }, learner => learner with { Beta = 0.2 }, learner => learner with { Beta = 0.4 }),
            Vary<RandomWalk>(learner => learner with { Alpha = 0.3 }, learner => learner with { Alpha = 0.7 }, learner => learner with { Alpha = 1 }),
            Vary<RandomWalk>(learner => learner with { HistoryHalfLife = 1 }, learner => learner with { HistoryHalfLife = 4 }, learner => learner with { HistoryHalfLife = 16 }),
            Vary<RandomWalk>(learner => learner with { Neighbors = 200 }, learner => learner with { Neighbors = 5000 }),
        ]) { IsForShops = false },
        new("graph-filter", new GraphFilter(),
        [
            Vary<GraphFilter>(learner => learner with { HistoryHalfLife = 1 }, learner => learner with { HistoryHalfLife = 4 }, learner => learner with { HistoryHalfLife = 16 }),
            VaryAround<GraphFilter>((learner, factor) => learner with { Regularization = learner.Regularization * factor }, [0.4, 2.5]),
            Vary<GraphFilter>(learner => learner with { ActivityDamping = 0.5 }, learner => learner with { ActivityDamping = 1 }),
            Vary<GraphFilter>(learner => learner with { CandidatePopularity = 0.2 }, learner => learner with { CandidatePopularity = 0.5 }),
            Vary<GraphFilter>(learner => learner with { HistoryDamping = 0 }, learner => learner with { HistoryDamping = 0.5 }),
            Vary<GraphFilter>(learner => learner with { PopularityDamping = 0.2 }, learner => learner with { PopularityDamping = 0.5 }),
            Vary<GraphFilter>(learner => learner with { Factors = 64 }, learner => learner with { Factors = 512 }),
        ]) { IsForShops = false },
        new("transitions", new Transitions(),
        [
            Vary<Transitions>(learner => learner with { HistoryHalfLife = 1 }, learner => learner with { HistoryHalfLife = 3 }, learner => learner with { HistoryHalfLife = 10 }),
            Vary<Transitions>(learner => learner with { Smoothing = 0 }, learner => learner with { Smoothing = 0.5 }, learner => learner with { Smoothing = 2 }),
            Vary<Transitions>(learner => learner with { Backward = 0.1 }, learner => learner with { Backward = 0.8 }),
            Vary<Transitions>(learner => learner with { DistanceHalfLife = 2 }, learner => learner with { DistanceHalfLife = 20 }),
            Vary<Transitions>(learner => learner with { Regularization = 0.04 }, learner => learner with { Regularization = 0.25 }),
            Vary<Transitions>(learner => learner with { CandidateDamping = 0.2 }, learner => learner with { CandidateDamping = 0.4 }),
            Vary<Transitions>(learner => learner with { HistoryDamping = 0.3 }, learner => learner with { HistoryDamping = 0.7 }),
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
        // Tuning takes up every other recipe and learns the weights; these are good ones where nothing is tuned.
        new("blend", new Blend
        {
            Sources = [new(new GraphFilter(), 1), new(new Transitions(), 0.5), new(new SessionNeighbors(), 0.5)],
        }, []),
    ];

    /// <summary>The recipes that the training of a shop compares, beside ranked sources.</summary>
    public static IEnumerable<Recipe> ForShops => All.Where(recipe => recipe.IsForShops && recipe.Learner is not Blend);

    /// <summary>The recipes whose models a blend of a file's events may take up: every one but the blend that needs neither a catalogue nor times.</summary>
    internal static IEnumerable<Recipe> Sources => All.Where(recipe => recipe.Learner is not Blend && !recipe.NeedsCatalogue && !recipe.NeedsTimes);

    /// <summary>Finds a recipe.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="KeyNotFoundException">There is no such recipe; the message names those there are.</exception>
    public static Recipe Named(string name) =>
        All.FirstOrDefault(recipe => string.Equals(recipe.Name, name, StringComparison.Ordinal))
        ?? throw new KeyNotFoundException($"There is no recipe '{name}'. Recipes: {string.Join(", ", All.Select(recipe => recipe.Name))}.");

    /// <summary>Each set of vectors nearly left out, at half its usual weight and at twice. Gone through twice, the second time beside the best of the first.</summary>
    private static IEnumerable<IRecommenderLearner> VectorWeights(IRecommenderLearner learner)
    {
        var content = (ContentItems)learner;
        foreach (var set in content.Embeddings)
            foreach (var factor in (double[])[0.1, 0.5, 2])
                yield return content with
                {
                    VectorWeights = new SortedDictionary<string, double>(content.VectorWeights.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal) { [set.Name] = factor * ContentItems.UsualVectorWeight },
                };
    }

    private static Func<IRecommenderLearner, IEnumerable<IRecommenderLearner>> Vary<T>(params Func<T, T>[] changes) where T : IRecommenderLearner =>
        learner => changes.Select(change => (IRecommenderLearner)change((T)learner));

    private static Func<IRecommenderLearner, IEnumerable<IRecommenderLearner>> VaryAround<T>(Func<T, double, T> change, double[] factors) where T : IRecommenderLearner =>
        learner => factors.Select(factor => (IRecommenderLearner)change((T)learner, factor));
}
