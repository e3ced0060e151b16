using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Binning;
using Kirana.Learn.Resampling;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Boosting;

public sealed partial record GradientBoosting
{
    /// <summary>Measures the loss of each number of rounds by cross-validation; with <see cref="EarlyStoppingRounds"/> it ends when the mean
    /// over folds has not improved for so many.</summary>
    /// <remarks>All folds grow round by round at the same time. Then fit with <see cref="BoostingValidation.BestRounds"/> trees.</remarks>
    /// <param name="data">The rows.</param>
    /// <param name="context">Seed, threads, cancellation and progress; its validation rows are not used.</param>
    /// <param name="folds">The number of folds, at least 2; 5 by default.</param>
    /// <param name="kind">How rows are parted.</param>
    /// <param name="shareBins">Whether bins, which never look at the target, are chosen once from all rows and read by all folds where they
    /// lie, which is faster; else each fold chooses them from its own training rows.</param>
    /// <exception cref="ArgumentException">An option lies outside its range, or the data have no target.</exception>
    /// <exception cref="DataException">The data cannot be learnt from or parted.</exception>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    public BoostingValidation CrossValidate(
        TabularData data, FitContext context, int folds = 5, FoldKind kind = FoldKind.Automatic, bool shareBins = true)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        var targets = Targets.Of(data);
        var rows = LabelledRows.Of(data, TableSource.Of(data), targets.Values);
        return CrossValidate(rows, targets.Labels, Folds.Of(data, folds, kind, context.Seed), context, shareBins);
    }

    internal BoostingValidation CrossValidate(LabelledRows rows, string[] labels, IReadOnlyList<Fold> folds, FitContext context, bool shareBins)
    {
        Check();
        rows.Check();
        using var table = shareBins ? Bin(rows, context) : null;
        return CrossValidate(rows, labels, folds, context, table);
    }

    private BoostingValidation CrossValidate(LabelledRows rows, string[] labels, IReadOnlyList<Fold> folds, FitContext context, BinnedTable? table)
    {
        var objective = ObjectiveFor(labels);
        // The folds together are stopped, none by itself.
        var options = this with { EarlyStoppingRounds = 0 };
        var own = context with { Threads = 1, Progress = null, Validation = null };
        var runs = new BoostingRun[folds.Count];
        try
        {
            Blocks.Run(runs.Length, 1, context.Threads, context.Cancellation, (fold, _, _) =>
            {
                var (train, held) = (folds[fold].Train, rows.Take(folds[fold].Held));
                runs[fold] = table is null
                    ? new BoostingRun(options, objective, rows.Take(train), labels, held, own, start: null)
                    : new BoostingRun(options, objective, rows, labels, held, own, start: null, table, train);
            });
            return Run(runs, context);
        }
        finally
        {
            foreach (var run in runs)
                run?.Dispose();
        }
    }

    private BoostingValidation Run(BoostingRun[] runs, FitContext context)
    {
        var (best, bestRound) = (double.PositiveInfinity, 0);
        for (var round = 1; round <= Trees; round++)
        {
            Blocks.Run(runs.Length, 1, context.Threads, context.Cancellation, (fold, _, _) => runs[fold].AddRound());
            var mean = runs.Average(run => run.ValidationLosses[^1]);
            context.Progress?.Report(new FitProgress("rounds", round, Trees));
            if (mean < best)
                (best, bestRound) = (mean, round);
            if (EarlyStoppingRounds > 0 && round - bestRound >= EarlyStoppingRounds)
                break;
        }

        return new BoostingValidation([.. runs.Select(run => run.ValidationLosses.ToArray())]);
    }
}
