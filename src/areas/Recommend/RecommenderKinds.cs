using System.Text.Json;
using Kirana.Data.ModelFiles;
using Kirana.Recommend.Baskets;
using Kirana.Recommend.Blending;
using Kirana.Recommend.Content;
using Kirana.Recommend.Factorization;
using Kirana.Recommend.Graphs;
using Kirana.Recommend.Linear;
using Kirana.Recommend.Neighbors;
using Kirana.Recommend.Options;
using Kirana.Recommend.Popularity;
using Kirana.Recommend.Ranking;
using Kirana.Recommend.Sessions;

namespace Kirana.Recommend;

/// <summary>Every kind of recommender this program knows, by the name that its learner, its model files and the registry share.</summary>
internal static class RecommenderKinds
{
    private static readonly Dictionary<string, Kind> s_all = new(StringComparer.Ordinal)
    {
        ["popular"] = Of(Popular.Table, new Popular(), file => PopularityModel.Read(file, "popular")),
        ["recency-popular"] = Of(RecencyPopular.Table, new RecencyPopular(), file => PopularityModel.Read(file, "trending")),
        [Trending.ModelKind] = Of(Trending.Table, new Trending(), file => PopularityModel.Read(file, "trending")),
        [RepeatPurchase.ModelKind] = Of(RepeatPurchase.Table, new RepeatPurchase(), RepeatPurchaseModel.Read),
        [ItemNeighborsModel.ModelKind] = Of(ItemNeighbors.Table, new ItemNeighbors(), ItemNeighborsModel.Read),
        [UserNeighborsModel.ModelKind] = Of(UserNeighbors.Table, new UserNeighbors(), UserNeighborsModel.Read),
        [SessionNeighborsModel.ModelKind] = Of(SessionNeighbors.Table, new SessionNeighbors(), SessionNeighborsModel.Read),
        [BasketGraphModel.ModelKind] = Of(BasketGraph.Table, new BasketGraph(), BasketGraphModel.Read),
        [NextBasketModel.ModelKind] = Of(NextBasket.Table, new NextBasket(), NextBasketModel.Read),
        [RandomWalk.ModelKind] = Of(RandomWalk.Table, new RandomWalk(), ItemNeighborsModel.Read),
        [GraphFilter.ModelKind] = Of(GraphFilter.Table, new GraphFilter(), ItemNeighborsModel.Read),
        [LinearItems.ModelKind] = Of(LinearItems.Table, new LinearItems(), ItemNeighborsModel.Read),
        [ImplicitFactorModel.ModelKind] = Of(ImplicitAls.Table, new ImplicitAls(), ImplicitFactorModel.Read),
        [Transitions.ModelKind] = Of(Transitions.Table, new Transitions(), ItemNeighborsModel.Read),
        [ContentItems.ModelKind] = new(ContentItems.Read, ContentModel.Read),
        [CategoryModel.ModelKind] = Of(CategoryItems.Table, new CategoryItems(), CategoryModel.Read),
        [Blend.ModelKind] = new(Blend.Read, BlendModel.Read),
        [RankedSources.ModelKind] = new(RankedSources.Read, RankedSourcesModel.Read),
        // Joined to a shop's model by its training, which makes it anew: its options are never read back.
        [NewItems.ModelKind] = new(_ => null, NewItemsModel.Read),
    };

    /// <summary>The kind of a name; <see langword="null"/> if this program does not know it.</summary>
    public static Kind? Named(string name) => s_all.GetValueOrDefault(name);

    private static Kind Of<T>(OptionTable<T> options, T defaults, Func<ModelReader, IRecommender> model) where T : IRecommenderLearner =>
        new(json => options.Read(json, defaults), model);

    /// <summary>One kind.</summary>
    /// <param name="Learner">Makes its learner of options; <see langword="null"/> where one that it is made of is unknown.</param>
    /// <param name="Model">Reads its model.</param>
    internal sealed record Kind(Func<JsonElement, IRecommenderLearner?> Learner, Func<ModelReader, IRecommender> Model);
}
