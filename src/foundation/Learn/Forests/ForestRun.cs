using System.Collections.Concurrent;
using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Learn.Binning;
using Kirana.Learn.Objectives;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Forests;

/// <summary>One fit of a forest: its trees grow side by side, each on one thread.</summary>
/// <param name="options">The learner.</param>
/// <param name="rows">The rows to fit on.</param>
/// <param name="labels">The labels of the classes.</param>
/// <param name="context">Seed, threads, cancellation and progress.</param>
/// <param name="shared">Data in bins, which others use too; <see langword="null"/> to choose bins.</param>
/// <param name="chosen">Which rows of the shared data the rows are; all by default.</param>
internal sealed class ForestRun(ForestLearner options, LabelledRows rows, string[] labels, FitContext context, BinnedData? shared = null, int[]? chosen = null)
{
    /// <summary>Fits the forest.</summary>
    public Forest Fit() => Fit(keepLeafRows: false).Forest;

    /// <summary>Fits the forest and keeps the targets of its leaves.</summary>
    public QuantileForest FitQuantiles()
    {
        var (forest, trees) = Fit(keepLeafRows: true);
        // Rows are known by the rank of their target, so that a prediction sorts whole numbers.
        int[] order = [.. Enumerable.Range(0, rows.Rows).OrderBy(row => rows.Targets[row])];
        var rank = new int[rows.Rows];
        for (var i = 0; i < order.Length; i++)
            rank[order[i]] = i;
        var leaves = Array.ConvertAll(trees, tree => tree.Leaves! with { Row = Array.ConvertAll(tree.Leaves.Row, row => rank[row]) });
        return new QuantileForest(forest, leaves, Array.ConvertAll(order, row => rows.Targets[row]));
    }

    private (Forest Forest, ForestTree[] Trees) Fit(bool keepLeafRows)
    {
        options.Check(labels);
        rows.Check();
        CheckTargets();
        using var own = shared is null ? options.Bin(rows, context) : null;
        var table = own ?? shared!.For(options.Binning);
        context.Progress?.Report(new FitProgress("bins", rows.Rows, rows.Rows));
        var classes = labels.Length;
        var weights = Weights();
        var task = new ForestTask
        {
            Rules = options.RulesFor(rows.Features.Features, classes),
            Bagging = new Bagging(rows.Rows, options.RowFraction, options.Bootstrap, context.Seed),
            Values = options.RulesFor(rows.Features.Features, classes).RandomCuts ? null : shared?.Rows.Features ?? rows.Features,
            Chosen = chosen,
            Table = table,
            Columns = NodeColumns.Of(table),
            Targets = rows.Targets,
            Weights = weights,
            ManyClasses = classes == 2 ? 0 : classes,
            Shift = classes > 0 ? 0 : WeightedStatistics.Mean(rows.Targets, weights),
            GainFactor = classes == 2 ? 2 : 1,
            KeepsLeafRows = keepLeafRows,
            Cancellation = context.Cancellation,
        };
        var trees = Grow(task);
        return (new Forest(trees, [.. rows.Features.Columns], labels, task.Bagging, TrainingMark.Of(rows)), trees);
    }

    private ForestTree[] Grow(ForestTask task)
    {
        var trees = new ForestTree[options.Trees];
        var idle = new ConcurrentBag<ForestGrower>();
        var done = 0;
        Blocks.Run(trees.Length, 1, context.Threads, context.Cancellation, (tree, _, _) =>
        {
            if (!idle.TryTake(out var grower))
                grower = new ForestGrower(task);
            trees[tree] = grower.Grow(tree);
            idle.Add(grower);
            context.Progress?.Report(new FitProgress("trees", Interlocked.Increment(ref done), trees.Length));
        });
        return trees;
    }

    private void CheckTargets()
    {
        for (var i = 0; i < rows.Rows; i++)
            if (!float.IsFinite(rows.Targets[i]))
                throw new DataException($"The target of row {i + 1} is {rows.Targets[i]}; expected a finite number.")
                {
                    Code = "bad-target", Row = i + 1, Hint = "Leave such rows out.",
                };
    }

    /// <summary>The rows' own weights times those of their classes.</summary>
    private float[] Weights()
    {
        if (!options.BalanceClasses && options.ClassWeights.Count == 0)
            return rows.Weights;
        var factors = Array.ConvertAll(labels, label => options.ClassWeights.GetValueOrDefault(label, 1));
        double Own(int row) => rows.Weights.Length == 0 ? 1 : rows.Weights[row];
        if (options.BalanceClasses)
        {
            var (total, byClass) = (0.0, new double[labels.Length]);
            for (var i = 0; i < rows.Rows; i++)
            {
                byClass[(int)rows.Targets[i]] += Own(i);
                total += Own(i);
            }

            for (var k = 0; k < factors.Length; k++)
                factors[k] *= byClass[k] > 0 ? total / (labels.Length * byClass[k]) : 1;
        }

        var weights = new float[rows.Rows];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (float)(Own(i) * factors[(int)rows.Targets[i]]);
        return weights;
    }
}
