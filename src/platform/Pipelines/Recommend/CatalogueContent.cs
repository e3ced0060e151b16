using Kirana.Data;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;
using Kirana.Recommend;
using Kirana.Recommend.Content;
using Kirana.Recommend.Ranking;
using Kirana.Recommend.Windows;

namespace Kirana.Pipelines.Recommend;

/// <summary>What lets a shop's lists hold goods that nobody bought yet: their place among the items, and what the catalogue says of them.</summary>
/// <param name="Descriptions">What the catalogue says.</param>
internal sealed record CatalogueContent(ItemDescriptions Descriptions)
{
    /// <summary>Vectors of items that came from outside; none by default.</summary>
    public IReadOnlyList<ItemEmbeddings> Embeddings { get; init; } = [];

    /// <summary>A shop's interactions over all goods of its catalogue, those without events behind the others. Goods that have neither a vector nor anything
    /// in common with any other are left out.</summary>
    public static Interactions Over(IShop shop, Interactions interactions) => Over(shop.Analysis.Catalogue(), interactions, EmbeddingsOf(shop));

    /// <summary>What a shop knows of the items of a map.</summary>
    public static CatalogueContent Of(IShop shop, IdMap items) =>
        Of(shop.Analysis.Catalogue(), items) with { Embeddings = [.. EmbeddingsOf(shop).Select(set => set.Over(items))] };

    private static Interactions Over(IReadOnlyList<CatalogueItem> catalogue, Interactions interactions, IReadOnlyList<ItemEmbeddings> embeddings)
    {
        var goods = new IdMap(catalogue.Where(item => item.Kind is "product").Select(item => item.Id).Distinct(StringComparer.Ordinal));
        var isComparable = Of(catalogue, goods).Descriptions.Comparable();
        foreach (var set in embeddings)
            for (var item = 0; item < goods.Count; item++)
                isComparable[item] |= set.Items.TryGetIndex(goods[item], out _);
        string[] unsold = [.. goods.Ids.Where((id, item) => isComparable[item] && !interactions.Items.TryGetIndex(id, out _)).Order(StringComparer.Ordinal)];
        if (unsold.Length == 0 || interactions.Count == 0)
            return interactions;
        var builder = new InteractionsBuilder(interactions.Users, new IdMap([.. interactions.Items.Ids, .. unsold]), interactions.UserCount);
        for (var user = 0; user < interactions.UserCount; user++)
            for (var e = 0; e < interactions.ItemsOf(user).Length; e++)
                builder.Add(user, interactions.ItemsOf(user)[e], interactions.WeightsOf(user)[e], interactions.TimesOf(user)[e]);
        return builder.Build();
    }

    private static List<ItemEmbeddings> EmbeddingsOf(IShop shop) => [.. shop.Vectors.List().Select(set =>
    {
        var table = shop.Vectors.Read(set);
        return new ItemEmbeddings(set.Name, new IdMap(table.Ids), table.Values, table.Width);
    })];

    /// <summary>What a catalogue says of the items of a map.</summary>
    private static CatalogueContent Of(IReadOnlyList<CatalogueItem> catalogue, IdMap items)
    {
        var byId = catalogue.ToDictionary(item => item.Id, StringComparer.Ordinal);
        return new CatalogueContent(new ItemDescriptions(items, id => byId.TryGetValue(id, out var item) 
            ? new ItemDescription { Title = item.Title, Category = item.Category, Brand = item.Brand }
            : null));
    }

    /// <summary>The learner with the descriptions and vectors wherever it wants some.</summary>
    public IRecommenderLearner Given(IRecommenderLearner learner) => learner switch
    {
        ContentItems content => content with { Descriptions = Descriptions, Embeddings = Embeddings },
        CategoryItems category => category with { Descriptions = Descriptions },
        Windowed windowed => windowed with { Learner = Given(windowed.Learner) },
        RankedSources ranked => ranked with { Sources = [.. ranked.Sources.Select(Given)] },
        _ => learner,
    };

    /// <summary>The model with new items in its lists, unless it knows them by their content itself or nothing is said of any.</summary>
    /// <param name="learner">The learner of the model.</param>
    /// <param name="model">The model.</param>
    /// <param name="interactions">What it learnt from.</param>
    /// <param name="context">Seed, threads, cancellation.</param>
    public IRecommender WithNewItems(IRecommenderLearner learner, IRecommender model, Interactions interactions, FitContext context)
    {
        if (Windowed.Inside(learner) is ContentItems || (learner is RankedSources ranked && ranked.Sources.Any(source => Windowed.Inside(source) is ContentItems)))
            return model;
        try
        {
            var content = new ContentItems { Descriptions = Descriptions, Embeddings = Embeddings };
            return new NewItems { Base = learner, Content = content }.Join(model, content.Fit(interactions, context with { Progress = null }), interactions);
        }
        catch (DataException e) when (string.Equals(e.Code, ContentItems.NoDescriptions, StringComparison.Ordinal))
        {
            return model;
        }
    }
}
