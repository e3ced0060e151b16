using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Numerics.Random;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Forests;

public sealed partial class Forest
{
    /// <summary>The share of each feature in what all splits lowered the impurity by.</summary>
    /// <remarks>It comes from the training rows and favours features of many values; <see cref="OutOfBagImportance(TabularData, FitContext, IReadOnlyList{FeatureGroup}?)"/>
    /// does not.</remarks>
    /// <returns>A number from 0 up for each feature (p); they add up to 1, or to 0 where nothing was split.</returns>
    public double[] ImpurityImportance()
    {
        var shares = new double[Features];
        foreach (var tree in _trees)
            for (var node = 0; node < tree.Nodes; node++)
                if (!tree.IsLeaf(node))
                    shares[tree.Feature[node]] += tree.Gain[node] / tree.Cover[0];
        var sum = shares.Sum();
        return sum > 0 ? Array.ConvertAll(shares, share => share / sum) : shares;
    }

    /// <summary>By how much the error of each tree on the rows it did not see rises when a feature is shuffled among them.</summary>
    /// <remarks>Breiman 2001, § 10. The features of a group are shuffled together.</remarks>
    /// <param name="training">The rows the forest was fitted on.</param>
    /// <param name="context">Seed of the shuffling, threads and cancellation.</param>
    /// <param name="groups">The groups; each feature alone where <see langword="null"/>.</param>
    /// <exception cref="InvalidOperationException">Every tree saw every row.</exception>
    /// <exception cref="ArgumentException">These are not the rows of the fit, or a group is empty or names no feature.</exception>
    /// <exception cref="DataException">The table does not fit the model.</exception>
    public IReadOnlyList<PermutationImportance> OutOfBagImportance(TabularData training, FitContext context, IReadOnlyList<FeatureGroup>? groups = null) =>
        OutOfBagImportance(Known(training), context, groups);

    /// <summary>By how much the error on given rows rises when a feature is shuffled.</summary>
    /// <remarks>Fisher, Rudin and Dominici, "All models are wrong, but many are useful", JMLR 2019. The features of a group are shuffled
    /// together. Give rows that were not trained on.</remarks>
    /// <param name="data">Rows with the target.</param>
    /// <param name="context">Seed of the shuffling, threads and cancellation.</param>
    /// <param name="groups">The groups; each feature alone where <see langword="null"/>.</param>
    /// <param name="repetitions">How often each is shuffled, at least 1; 5 by default.</param>
    /// <exception cref="ArgumentException">A group is empty or names no feature.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="repetitions"/> is below 1.</exception>
    /// <exception cref="DataException">The table does not fit the model.</exception>
    public IReadOnlyList<PermutationImportance> Importance(
        TabularData data, FitContext context, IReadOnlyList<FeatureGroup>? groups = null, int repetitions = 5) =>
        Importance(Known(data), context, groups, repetitions);

    internal IReadOnlyList<PermutationImportance> OutOfBagImportance(LabelledRows rows, FitContext context, IReadOnlyList<FeatureGroup>? groups)
    {
        var (members, names) = Members(groups);
        var bags = BagsOf(rows, context);
        var values = rows.Features.ToRowMajor();
        var increases = Array.ConvertAll(names, _ => new double[_trees.Length]);
        Blocks.Run(_trees.Length, 1, context.Threads, context.Cancellation, (tree, _, _) =>
        {
            int[] outside = [.. Enumerable.Range(0, rows.Rows).Where(row => !bags[tree].Has(row))];
            if (outside.Length == 0)
                return;
            var before = MeanError(rows, values, outside, outside, [], tree, tree + 1);
            for (var g = 0; g < names.Length; g++)
            {
                var random = new RandomStream(context.Seed, RandomUse.Permutation + ((ulong)tree << 32) + (ulong)g);
                var shuffled = (int[])outside.Clone();
                random.Shuffle(shuffled.AsSpan());
                increases[g][tree] = MeanError(rows, values, outside, shuffled, members[g], tree, tree + 1) - before;
            }
        });
        return [.. names.Select((name, g) => PermutationImportance.Of(name, increases[g]))];
    }

    internal IReadOnlyList<PermutationImportance> Importance(LabelledRows rows, FitContext context, IReadOnlyList<FeatureGroup>? groups, int repetitions)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentOutOfRangeException.ThrowIfLessThan(repetitions, 1);
        rows.Check();
        var (members, names) = Members(groups);
        var values = rows.Features.ToRowMajor();
        int[] all = [.. Enumerable.Range(0, rows.Rows)];
        var before = MeanError(rows, values, all, all, [], 0, _trees.Length);
        var increases = Array.ConvertAll(names, _ => new double[repetitions]);
        Blocks.Run(names.Length * repetitions, 1, context.Threads, context.Cancellation, (task, _, _) =>
        {
            var (g, repetition) = (task / repetitions, task % repetitions);
            var random = new RandomStream(context.Seed, RandomUse.Permutation + ((ulong)repetition << 32) + (ulong)g);
            var shuffled = (int[])all.Clone();
            random.Shuffle(shuffled.AsSpan());
            increases[g][repetition] = MeanError(rows, values, all, shuffled, members[g], 0, _trees.Length) - before;
        });
        return [.. names.Select((name, g) => PermutationImportance.Of(name, increases[g]))];
    }

    /// <summary>The mean error of some trees on rows whose <paramref name="features"/> are taken from other rows.</summary>
    private double MeanError(LabelledRows rows, float[] values, int[] of, int[] from, int[] features, int firstTree, int endTree)
    {
        var (row, sums) = (new float[Features], new double[Math.Max(1, Classes)]);
        var (lost, weighed) = (0.0, 0.0);
        for (var i = 0; i < of.Length; i++)
        {
            values.AsSpan(of[i] * Features, Features).CopyTo(row);
            foreach (var feature in features)
                row[feature] = values[from[i] * Features + feature];
            Array.Clear(sums);
            for (var t = firstTree; t < endTree; t++)
                AddTree(t, row, sums);
            var weight = rows.Weights.Length == 0 ? 1 : (double)rows.Weights[of[i]];
            lost += weight * Loss(sums, endTree - firstTree, rows.Targets[of[i]]);
            weighed += weight;
        }

        return weighed > 0 ? lost / weighed : 0;
    }

    private (int[][] Members, string[] Names) Members(IReadOnlyList<FeatureGroup>? groups)
    {
        groups ??= [.. FeatureNames.Select(name => new FeatureGroup(name, [name]))];
        return ([.. groups.Select(group => group.Features.Count > 0
                ? group.Features.Select(name => FeatureNames.IndexOf(name) is >= 0 and var at ? at : throw new ArgumentException($"There is no feature '{name}'.", nameof(groups))).ToArray()
                : throw new ArgumentException($"The group '{group.Name}' is empty.", nameof(groups)))],
            [.. groups.Select(group => group.Name)]);
    }
}
