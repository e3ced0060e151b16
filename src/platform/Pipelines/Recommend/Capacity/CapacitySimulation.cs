using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Recommend;

namespace Kirana.Pipelines.Recommend.Capacity;

/// <summary>Makes a shop of the size that was planned, trains it and makes lists: what the plan said, measured.</summary>
public static class CapacitySimulation
{
    /// <summary>The code of the error that this machine has too little memory.</summary>
    public const string TooLittleMemory = "too-little-memory";

    /// <summary>Simulates.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="context">Seed, threads, cancellation, progress, clock.</param>
    /// <exception cref="DataException"><see cref="TooLittleMemory"/>: the plan needs more memory than there is; the message says how much.</exception>
    public static CapacityFigures Run(CapacityPlan plan, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(context);
        RequireMemory(plan);
        var progress = new PartialProgress(context.Progress, 2);
        var shop = MadeShop.Of(plan.Shop, context.Seed, progress.Next("making the shop", context).Cancellation);
        var content = new CatalogueContent(shop.Descriptions(context.Seed));
        IRecommenderLearner[] learners = [.. plan.Parts.Where(part => part.LeftOut is null).Select(part => content.Given(Recipes.Named(part.Recipe).Learner))];
        return CapacityProbe.Measure(shop, learners, progress.Next("ranked sources", context));
    }

    private static void RequireMemory(CapacityPlan plan)
    {
        var there = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e6;
        if (plan.Needs.TrainMegabytes > there)
            throw new DataException(FormattableString.Invariant($"Training a shop of this size holds about {plan.Needs.TrainMegabytes / 1000:0.0} GB, and this machine gives {there / 1000:0.0} GB."))
            {
                Code = TooLittleMemory, Hint = "Simulate a smaller shop, or use a larger machine; the plan holds without a simulation.",
            };
    }
}
