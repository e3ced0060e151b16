using Kirana.Data;
using Kirana.Data.ModelFiles;
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

namespace Kirana.Recommend;

/// <summary>Reads and writes recommenders of every kind this program knows.</summary>
public static class RecommenderFile
{
    private const int LayoutVersion = 1;

    /// <summary>Makes the model file of a recommender.</summary>
    /// <param name="model">Any recommender.</param>
    public static ModelWriter Write(IRecommender model)
    {
        var writer = new ModelWriter(model.Kind, LayoutVersion, LayoutVersion);
        model.Save(writer);
        return writer;
    }

    /// <summary>Writes a recommender as a part of a composite.</summary>
    /// <param name="model">Any recommender.</param>
    /// <param name="whole">The composite.</param>
    /// <param name="part">The part's name without a slash.</param>
    public static void Write(IRecommender model, ModelWriter whole, string part) => model.Save(whole.Part(part, model.Kind));

    /// <summary>Reads a recommender from its own file or from a part of a composite.</summary>
    /// <param name="reader">The file or part.</param>
    /// <exception cref="DataException"><c>bad-model</c>: the file is damaged, or of a kind or version this program does not know.</exception>
    public static IRecommender Read(ModelReader reader) => reader.Kind switch
    {
        "popular" => PopularityModel.Read(reader, "popular"),
        "recency-popular" or Trending.ModelKind => PopularityModel.Read(reader, "trending"),
        RepeatPurchase.ModelKind => RepeatPurchaseModel.Read(reader),
        ItemNeighborsModel.ModelKind or LinearItems.ModelKind or RandomWalk.ModelKind or GraphFilter.ModelKind or Transitions.ModelKind => ItemNeighborsModel.Read(reader, reader.Kind),
        BasketGraphModel.ModelKind => BasketGraphModel.Read(reader),
        NextBasketModel.ModelKind => NextBasketModel.Read(reader),
        UserNeighborsModel.ModelKind => UserNeighborsModel.Read(reader),
        SessionNeighborsModel.ModelKind => SessionNeighborsModel.Read(reader),
        RankedSources.ModelKind => RankedSourcesModel.Read(reader),
        ImplicitFactorModel.ModelKind => ImplicitFactorModel.Read(reader),
        ContentItems.ModelKind => ContentModel.Read(reader),
        CategoryModel.ModelKind => CategoryModel.Read(reader),
        NewItems.ModelKind => NewItemsModel.Read(reader),
        Blend.ModelKind => BlendModel.Read(reader),
        _ => throw new DataException($"The model file {reader.Name} holds a '{reader.Kind}', which is no recommender this program knows.")
        {
            Code = "bad-model", File = reader.Name, Hint = "Use the version of this program that trained it, or train again.",
        },
    };
}
