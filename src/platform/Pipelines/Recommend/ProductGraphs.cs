using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;
using Kirana.Recommend;
using Kirana.Recommend.Baskets;

namespace Kirana.Pipelines.Recommend;

/// <summary>The graphs that make the lists of product pages by themselves: what is bought with an item, what is looked at with it.</summary>
public static class ProductGraphs
{
    /// <summary>The name of the graph of baskets.</summary>
    public const string CoPurchase = "co-purchase";

    /// <summary>The name of the graph of visits.</summary>
    public const string CoView = "co-view";

    /// <summary>A page shows a row of items, and some may be hidden.</summary>
    private const int Neighbors = 100;

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = [CoPurchase, CoView];

    /// <summary>Learns the graphs of a shop; that of visits only where views were recorded.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="purchases">Who bought what.</param>
    /// <param name="context">Threads, cancellation.</param>
    internal static IReadOnlyDictionary<string, IRecommender> Of(IShop shop, Interactions purchases, FitContext context)
    {
        var (graphs, quiet) = (new SortedDictionary<string, IRecommender>(StringComparer.Ordinal), context with { Progress = null });
        graphs[CoPurchase] = ((BasketGraph)Recipes.Named(CoPurchase).Learner with { Neighbors = Neighbors }).Fit(purchases, quiet);
        var views = Over(shop.Analysis.Interactions(new InteractionQuery { Weights = new Dictionary<string, float>(StringComparer.Ordinal) { ["view"] = 1 } }), purchases.Items);
        if (views.Count > 0)
            graphs[CoView] = ((BasketGraph)Recipes.Named(CoView).Learner with { Neighbors = Neighbors }).Fit(views, quiet);
        return graphs;
    }

    /// <summary>The events of the items of a map, by its numbers.</summary>
    private static Interactions Over(Interactions events, IdMap items)
    {
        var builder = new InteractionsBuilder(events.Users, items, events.UserCount);
        for (var user = 0; user < events.UserCount; user++)
            for (var e = 0; e < events.ItemsOf(user).Length; e++)
                if (items.TryGetIndex(events.Items[events.ItemsOf(user)[e]], out var item))
                    builder.Add(user, item, events.WeightsOf(user)[e], events.TimesOf(user)[e]);
        return builder.Build();
    }
}
