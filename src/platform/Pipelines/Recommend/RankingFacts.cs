using Kirana.Data.Feedback;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;
using Kirana.Recommend;
using Kirana.Recommend.Features;
using Kirana.Recommend.Ranking;
using Kirana.Recommend.Reranking;

namespace Kirana.Pipelines.Recommend;

/// <summary>What a shop knows for ranking besides its purchases.</summary>
/// <param name="Traits">Prices and departments.</param>
/// <param name="Stages">Clicks, carts and purchases, weighted by stage; <see langword="null"/> if there are only purchases.</param>
/// <param name="Log">What became of items, whoever dealt with them.</param>
/// <param name="Opinions">What shoppers said of items; <see langword="null"/> if nothing is known.</param>
/// <param name="Festivals">The festivals of its market.</param>
/// <param name="Mix">What lists are to bring.</param>
internal sealed record RankingFacts(ItemTraits Traits, Interactions? Stages, Interactions Log, Interactions? Opinions, IReadOnlyList<Festival> Festivals, ObjectiveMix Mix)
{
    private static readonly Dictionary<string, float> s_stages = new(ShopContents.LookStages, StringComparer.Ordinal) { ["purchase"] = (int)OutcomeStage.Purchase };

    /// <summary>What a shop knows of the items of a map.</summary>
    public static RankingFacts Of(IShop shop, IdMap items)
    {
        var (stages, wanted) = (shop.Analysis.Interactions(new InteractionQuery { Weights = s_stages }), shop.Settings.Objectives);
        var isMoreThanBought = Enumerable.Range(0, stages.UserCount).Any(user => stages.WeightsOf(user).ContainsAnyExcept((float)(int)OutcomeStage.Purchase));
        return new RankingFacts(CatalogueTraits.Of(shop, items), isMoreThanBought ? stages : null, shop.Analysis.ItemLog(ItemRates.Kinds),
            shop.Analysis.Opinions() is { Count: > 0 } opinions ? opinions : null, MarketFestivals.Of(shop.Settings), new ObjectiveMix
        {
            Order = wanted.Order, Click = wanted.Click, Cart = wanted.Cart, Purchase = wanted.Purchase, Revenue = wanted.Revenue,
        });
    }

    /// <summary>The learner with the facts if it ranks.</summary>
    public IRecommenderLearner Given(IRecommenderLearner learner) => learner is RankedSources ranked ? ranked with { Traits = Traits, Stages = Stages, Log = Log, Opinions = Opinions, Festivals = Festivals } : learner;
}
