using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Binning;
using Kirana.Learn.Resampling;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Trees;

public sealed partial record DecisionTree
{
    /// <summary>Fits a tree and prunes it to the size that cross-validation says is right.</summary>
    /// <remarks>Breiman et al. 1984, §§ 3.4.2–3.4.3: between αₖ and αₖ₊₁ of the whole tree each fold's tree is pruned at √(αₖ·αₖ₊₁); the
    /// standard error is that of the mean loss over rows. <see cref="PruningFolds"/> folds, 10 where that is 0.</remarks>
    /// <param name="data">The rows.</param>
    /// <param name="context">Seed, threads and cancellation.</param>
    /// <exception cref="ArgumentException">An option lies outside its range, or the data have no target.</exception>
    /// <exception cref="DataException">The data cannot be learnt from or parted.</exception>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    public PruningChoice ChoosePruning(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        var targets = Targets.Of(data);
        return ChoosePruning(LabelledRows.Of(data, TableSource.Of(data), targets.Values), targets.Labels, FoldsOf(data, context), context);
    }

    internal PruningChoice ChoosePruning(LabelledRows rows, string[] labels, IReadOnlyList<Fold> folds, FitContext context)
    {
        Check();
        var full = this with { PruningAlpha = 0, PruningFolds = 0 };
        var whole = full.Fit(rows, labels, context);
        // Links that are cut at the same α go together.
        PruningStep[] path = [.. whole.PruningPath().GroupBy(step => step.Alpha).Select(steps => steps.Last())];
        double[] between = [.. path.Select((step, k) => k + 1 < path.Length ? Math.Sqrt(step.Alpha * path[k + 1].Alpha) : double.MaxValue)];
        var loss = LossFor(labels);
        var held = new double[folds.Count][][];
        Blocks.Run(folds.Count, 1, context.Threads, context.Cancellation, (fold, _, _) =>
            held[fold] = full.Fit(rows.Take(folds[fold].Train), labels, context).PrunedLosses(rows.Take(folds[fold].Held), between, loss));

        var candidates = new PruningCandidate[path.Length];
        for (var k = 0; k < path.Length; k++)
        {
            var (error, standardError) = Mean(rows, folds, held, k);
            candidates[k] = new PruningCandidate(path[k].Alpha, path[k].Leaves, error, standardError);
        }

        var best = Array.FindLastIndex(candidates, own => own.Error <= candidates.Min(other => other.Error));
        var most = candidates[best].Error + (OneStandardError ? candidates[best].StandardError : 0);
        var chosen = OneStandardError ? Array.FindLastIndex(candidates, own => own.Error <= most) : best;
        return new PruningChoice(whole.Prune(candidates[chosen].Alpha), candidates, best, chosen);
    }

    private IReadOnlyList<Fold> FoldsOf(TabularData data, FitContext context) => Folds.Of(data, PruningFolds == 0 ? 10 : PruningFolds, FoldKind.Automatic, context.Seed);

    private static (double Mean, double StandardError) Mean(LabelledRows rows, IReadOnlyList<Fold> folds, double[][][] held, int candidate)
    {
        var (sum, weight, squares) = (0.0, 0.0, 0.0);
        foreach (var (own, loss) in All())
            (sum, weight) = (sum + own * loss, weight + own);
        var mean = sum / weight;
        foreach (var (own, loss) in All())
            squares += own * own * (loss - mean) * (loss - mean);
        return (mean, Math.Sqrt(squares) / weight);

        IEnumerable<(double Weight, double Loss)> All() => folds.SelectMany((fold, f) =>
            fold.Held.Select((row, i) => (rows.Weights.Length == 0 ? 1 : (double)rows.Weights[row], held[f][candidate][i])));
    }

    private Func<ReadOnlySpan<float>, float, double> LossFor(string[] labels) => CriterionFor(labels) switch
    {
        SplitCriterion.Squared => static (own, target) => (own[0] - (double)target) * (own[0] - (double)target),
        SplitCriterion.Absolute => static (own, target) => Math.Abs(own[0] - (double)target),
        SplitCriterion.Poisson => static (own, target) => HalfDeviance(Math.Max(own[0], 1e-12), target),
        _ => static (own, target) => MostLikely(own) == (int)target ? 0 : 1,
    };

    private static double HalfDeviance(double mean, double target) => (target > 0 ? target * Elementary.Log(target / mean) : 0) - target + mean;

    private static int MostLikely(ReadOnlySpan<float> shares)
    {
        var best = 0;
        for (var k = 1; k < shares.Length; k++)
            best = shares[k] > shares[best] ? k : best;
        return best;
    }
}
