using System.Text.Json.Serialization;
using Kirana.Data.Fitting;
using Kirana.Recommend;
using Kirana.Recommend.Lists;
using Kirana.Recommend.Ranking;
using Kirana.Recommend.Search;

namespace Kirana.Pipelines.Recommend.Capacity;

/// <summary>A made shop, and what its recommender costs on this machine.</summary>
/// <param name="Shop">The shop's size.</param>
/// <param name="Sources">Each source, fitted once.</param>
/// <param name="Measured">Ranked sources as a training fits them, and lists of ten.</param>
public sealed record CapacityProbe(
    [property: JsonPropertyName("shop")] ShopSize Shop,
    [property: JsonPropertyName("sources")] IReadOnlyList<CapacityPart> Sources,
    [property: JsonPropertyName("measured")] CapacityFigures Measured)
{
    private const int Lists = 1000;
    private const int Warm = 200;
    private const int Length = 10;

    /// <summary>Bytes of an event of a history: item, weight and time.</summary>
    internal const double EventBytes = 16;

    /// <summary>Makes a shop and measures.</summary>
    /// <param name="size">Its size.</param>
    /// <param name="recipes">The sources.</param>
    /// <param name="context">Seed, threads, cancellation, progress, clock.</param>
    internal static CapacityProbe Run(ShopSize size, IReadOnlyList<Recipe> recipes, FitContext context)
    {
        var progress = new PartialProgress(context.Progress, recipes.Count + 2);
        var shop = MadeShop.Of(size, context.Seed, progress.Next("making a shop", context).Cancellation);
        IRecommenderLearner[] learners = [.. recipes.Select(recipe => new CatalogueContent(shop.Descriptions(context.Seed)).Given(recipe.Learner))];
        var parts = new List<CapacityPart>();
        for (var source = 0; source < learners.Length; source++)
        {
            var part = progress.Next(recipes[source].Name, context);
            var meter = WorkMeter.Start(context.Clock);
            var model = FactorSearch.Indexed(learners[source].Fit(shop.Purchases, part), shop.Purchases, part with { Progress = null });
            parts.Add(new CapacityPart(recipes[source].Name, null, meter.Cpu, Megabytes(model)));
        }

        return new CapacityProbe(size, parts, Measure(shop, learners, progress.Next("ranked sources", context)));
    }

    /// <summary>Trains ranked sources and makes lists.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="sources">The sources.</param>
    /// <param name="context">Seed, threads, cancellation, progress, clock.</param>
    internal static CapacityFigures Measure(MadeShop shop, IReadOnlyList<IRecommenderLearner> sources, FitContext context)
    {
        using var heap = HeapPeak.Start(context.Clock);
        var meter = WorkMeter.Start(context.Clock);
        var model = (RankedSourcesModel)new RankedSources { Sources = sources, Mix = new ObjectiveMix(), Traits = shop.Traits }.Fit(shop.Purchases, context);
        var (cpu, train, held) = (meter.Cpu, heap.Stop(), Megabytes(model));
        var histories = shop.Purchases.Count * EventBytes / 1e6;
        return new CapacityFigures(cpu, train + histories, held, held + histories, CpuOfList(model, shop, context));
    }

    private static double CpuOfList(RankedSourcesModel model, MadeShop shop, FitContext context)
    {
        var (scores, places, best) = (new float[model.Items.Count], new int[Length], new float[Length]);
        var start = TimeSpan.Zero;
        for (var list = -Warm; list < Lists; list++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (list == 0)
                start = Environment.CpuUsage.TotalTime;
            model.Score(Shopper.Of(shop.Purchases, (int)((long)(list + Warm) * shop.Purchases.UserCount / (Lists + Warm))), scores);
            var top = new TopItems(places, best);
            top.OfferAll(scores);
            top.Sort();
        }

        return (Environment.CpuUsage.TotalTime - start).TotalMilliseconds / Lists;
    }

    private static double Megabytes(IRecommender model) => RecommenderFile.Write(model).AddedBytes / 1e6;
}
