using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Resampling;
using Kirana.Pipelines.Learn.Learners;
using Kirana.Pipelines.Learn.Tables;

namespace Kirana.Pipelines.Learn.Sweeps;

/// <summary>Sweeps the depth of a tree and a forest over bootstraps of the rows learnt from, judged by the rows judged by.</summary>
internal static class DepthStudy
{
    // Hundreds of fits: of more rows an even part is studied, and the result says how many.
    private const int MostRows = 5_000;

    /// <summary>Refuses a learner that has no place in the sweep.</summary>
    /// <exception cref="ArgumentException">The learner is neither a tree nor a forest.</exception>
    public static void Check(TableLearner learner)
    {
        if (!learner.HasDepths)
            throw new ArgumentException(
                $"A sweep over depths is of a tree beside a forest, and the learner is {learner.Name}; name {string.Join(" or ", TableLearners.All.Where(own => own.HasDepths).Select(own => own.Name))}.");
    }

    /// <summary>Sweeps.</summary>
    /// <param name="learner">The tree or the forest; the other one is the sweep's own.</param>
    /// <param name="depths">The depths.</param>
    /// <param name="table">The rows.</param>
    /// <param name="context">Seed, threads, cancellation and progress.</param>
    public static DepthCurves Of(TableLearner learner, IReadOnlyList<int> depths, PreparedTable table, FitContext context) =>
        learner.In(new DepthSweep { Depths = depths }).Run(Part(table.Training), Part(table.Test), context);

    private static TabularData Part(TabularData data) => data.RowCount <= MostRows
        ? data
        : data.Take([.. Enumerable.Range(0, MostRows).Select(i => (int)((long)i * data.RowCount / MostRows))]);
}
