using Kirana.Data.Fitting;
using Kirana.Recommend.Factorization;
using Kirana.Recommend.Linear;
using Kirana.Recommend.Sessions;

namespace Kirana.Pipelines.Recommend.Capacity;

/// <summary>Plans for a shop of any size: measures two made shops on this machine, and carries the figures on by what each of them grows with.</summary>
/// <remarks>
/// <para>A cost is taken for a + b·d, d what it grows with: events for most sources, pairs of items or their cube for those that go through
/// them, items for models and lists. a and b come of the two made shops; neither is below 0, and at least half of the time of a fit is taken to grow, as two
/// measurements of a busy machine may say anything. The memory of a training is what its rows take in a small shop, and what purchases, shoppers, items and models hold.</para>
/// <para><see cref="CapacitySimulation"/> makes a shop of the whole size and measures what was planned.</para>
/// </remarks>
public static class CapacityPlanning
{
    /// <summary>The smaller made shop has so many shoppers for each of the larger one.</summary>
    private const double Smaller = 0.5;

    /// <summary>Fewer items are scanned, not searched: what lists of many cost cannot be told from them.</summary>
    private const int LeastItems = 21_000;

    private const int WarmUsers = 1000;

    /// <summary>Bytes of a purchase in a training: three and a half times an item, a weight and a time.</summary>
    private const double TrainedEventBytes = 56;

    /// <summary>Bytes of a shopper or an item: 64 factors and an id.</summary>
    private const double MemberBytes = 360;

    /// <summary>The share of a fit's time that grows at least.</summary>
    private const double LeastGrowth = 0.5;

    /// <summary>Plans.</summary>
    /// <param name="request">What for.</param>
    /// <param name="context">Seed, threads, cancellation, progress, clock.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public static CapacityPlan Run(CapacityRequest request, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        request.Check();
        var shop = request.Shop;
        var sources = SourcesOf(shop);
        Recipe[] taken = [.. sources.Where(source => source.LeftOut is null).Select(source => source.Recipe)];
        var progress = new PartialProgress(context.Progress, 3);
        // What runs for the first time is compiled on the way, which would be taken for the cost of a small shop.
        _ = CapacityProbe.Run(shop.Shrunk(WarmUsers), taken, progress.Next("a first shop", context));
        var (small, large) = (CapacityProbe.Run(Probe(request, Smaller), taken, progress.Next("a smaller shop", context)), CapacityProbe.Run(Probe(request, 1), taken, progress.Next("a larger shop", context)));

        var parts = new List<CapacityPart>();
        foreach (var (recipe, leftOut) in sources)
        {
            if (leftOut is not null)
            {
                parts.Add(new CapacityPart(recipe.Name, leftOut, null, null));
                continue;
            }

            var (less, more) = (PartOf(small, recipe), PartOf(large, recipe));
            parts.Add(new CapacityPart(
                recipe.Name, null, Carried(small, large, shop, less.FitCpuSeconds!.Value, more.FitCpuSeconds!.Value, size => WorkOf(recipe, size), LeastGrowth),
                Carried(small, large, shop, less.ModelMegabytes!.Value, more.ModelMegabytes!.Value, size => size.Items)));
        }

        var model = Carried(small, large, shop, small.Measured.ModelMegabytes, large.Measured.ModelMegabytes, size => size.Items);
        var needs = new CapacityFigures(
            Carried(small, large, shop, small.Measured.TrainCpuSeconds, large.Measured.TrainCpuSeconds, WorkOf, LeastGrowth),
            Math.Max(Fixed(small), Fixed(large)) + Held(shop, model),
            model, model + shop.Events * CapacityProbe.EventBytes / 1e6,
            Carried(small, large, shop, small.Measured.ListCpuMilliseconds, large.Measured.ListCpuMilliseconds, size => size.Items));
        var processors = Environment.ProcessorCount;
        return new CapacityPlan(
            shop, [small, large], parts, needs, needs.TrainCpuSeconds / processors / 3600, processors, request.ListsPerSecond,
            (int)Math.Ceiling(request.ListsPerSecond * needs.ListCpuMilliseconds / 1000 / request.Load));
    }

    /// <summary>The sources of ranked sources, and why one is left out.</summary>
    internal static IReadOnlyList<(Recipe Recipe, string? LeftOut)> SourcesOf(ShopSize shop) =>
        [.. RecommendTraining.RankedRecipes.Select(name => (Recipes.Named(name), RecipeLimits.WhyNot(Recipes.Named(name), shop.Items, shop.Users)))];

    private static ShopSize Probe(CapacityRequest request, double share)
    {
        var shrunk = request.Shop.Shrunk((int)Math.Max(100, share * Math.Min(request.ProbeUsers, request.Shop.Users)));
        var least = (int)Math.Min(request.Shop.Items, LeastItems / Smaller * share);
        return shrunk with { Items = Math.Max(shrunk.Items, least) };
    }

    private static CapacityPart PartOf(CapacityProbe probe, Recipe recipe) => probe.Sources.First(part => string.Equals(part.Recipe, recipe.Name, StringComparison.Ordinal));

    private static double Carried(CapacityProbe small, CapacityProbe large, ShopSize shop, double less, double more, Func<ShopSize, double> growth, double least = 0) =>
        Carried(less, more, growth(small.Shop), growth(large.Shop), growth(shop), least);

    /// <summary>a + b·d of two points, carried to a third.</summary>
    /// <param name="less">The value at <paramref name="small"/>.</param>
    /// <param name="more">The value at <paramref name="large"/>.</param>
    /// <param name="small">A driver.</param>
    /// <param name="large">Another, not smaller.</param>
    /// <param name="whole">The driver asked for.</param>
    /// <param name="least">The share of <paramref name="more"/> that grows at least.</param>
    internal static double Carried(double less, double more, double small, double large, double whole, double least = 0)
    {
        if (whole == large || large <= small)
            return more;
        // A negative a would be the noise of a small measurement; then the larger one tells all.
        var slope = Math.Clamp((more - less) / (large - small), least * more / large, more / large);
        return more + slope * (whole - large);
    }

    /// <summary>Megabytes that grow with the shop: purchases as they came, before the period that is learnt, by shopper and by item; factors and ids; the model.</summary>
    private static double Held(ShopSize size, double model) => (size.Events * TrainedEventBytes + ((double)size.Users + size.Items) * MemberBytes) / 1e6 + model;

    private static double Fixed(CapacityProbe probe) => Math.Max(0, probe.Measured.TrainMegabytes - Held(probe.Shop, probe.Measured.ModelMegabytes));

    private static double WorkOf(ShopSize size) => size.Events + size.Users + size.Items;

    private static double WorkOf(Recipe recipe, ShopSize size) => recipe.Learner switch
    {
        LinearItems => Math.Pow(Math.Min(size.Items, size.Users), 3),
        Transitions => (double)size.Items * size.Items,
        ImplicitAls => WorkOf(size),
        _ => size.Events * size.EventsPerUser,
    };
}
