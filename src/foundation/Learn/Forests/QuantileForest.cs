using System.Buffers;
using System.Collections.ObjectModel;
using Kirana.Data.Tables;

namespace Kirana.Learn.Forests;

/// <summary>A forest with the targets of its leaves, fitted by <see cref="QuantileRegressionForest"/>.</summary>
/// <remarks>A training row weighs the mean over trees of its share of the weight in the leaf a row falls into; the weighted targets are the
/// predicted distribution (Meinshausen 2006, equations 4–6, with the bootstrap's counts as weights, so that the distribution's mean is the
/// forest's prediction). Immutable and thread-safe. Predicting one row allocates nothing once its buffers are pooled.</remarks>
public sealed partial class QuantileForest : IRegressor, ITableModel
{
    private readonly LeafRows[] _leaves;
    private readonly float[] _targets;

    internal QuantileForest(Forest forest, LeafRows[] leaves, float[] targets) => (Forest, _leaves, _targets) = (forest, leaves, targets);

    /// <summary>The forest, which predicts means.</summary>
    public Forest Forest { get; }

    /// <inheritdoc/>
    public int Features => Forest.Features;

    /// <summary>None: the target is a number.</summary>
    public ReadOnlyCollection<string> Labels => Forest.Labels;

    /// <inheritdoc/>
    public Schema Schema => Forest.Schema;

    /// <inheritdoc/>
    public float[] Encode(Table table) => Forest.Encode(table);

    /// <inheritdoc/>
    /// <remarks>The mean.</remarks>
    public float Predict(ReadOnlySpan<float> row) => Forest.Predict(row);

    /// <inheritdoc/>
    /// <remarks>The means.</remarks>
    public void Predict(ReadOnlySpan<float> rows, Span<float> predictions) => Forest.Predict(rows, predictions);

    /// <summary>The quantiles of one row's target: for each level α the least target whose share of the distribution at or below it is α.</summary>
    /// <param name="row">The features (p).</param>
    /// <param name="levels">The levels, each from 0 to 1, in any order.</param>
    /// <param name="quantiles">Takes as many quantiles, in the target's unit.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A level lies outside.</exception>
    public void PredictQuantiles(ReadOnlySpan<float> row, ReadOnlySpan<double> levels, Span<float> quantiles)
    {
        if (row.Length != Features)
            throw new ArgumentException($"Expected {Features} features, found {row.Length} numbers.", nameof(row));
        if (levels.Length != quantiles.Length)
            throw new ArgumentException($"Expected room for {levels.Length} quantiles, found {quantiles.Length}.", nameof(quantiles));
        foreach (var level in levels)
            if (!(level is >= 0 and <= 1))
                throw new ArgumentOutOfRangeException(nameof(levels), level, "Expected levels from 0 to 1.");

        var count = 0;
        for (var t = 0; t < _leaves.Length; t++)
            count += _leaves[t].Of(Forest.Trees[t].LeafOf(row)).Length;
        var (ranks, weights) = (ArrayPool<int>.Shared.Rent(count), ArrayPool<double>.Shared.Rent(count));
        Collect(row, ranks, weights);
        Array.Sort(ranks, weights, 0, count);
        for (var i = 0; i < levels.Length; i++)
            quantiles[i] = _targets[ranks[Place(weights.AsSpan(0, count), levels[i])]];
        ArrayPool<int>.Shared.Return(ranks);
        ArrayPool<double>.Shared.Return(weights);
    }

    private void Collect(ReadOnlySpan<float> row, int[] ranks, double[] weights)
    {
        var at = 0;
        for (var t = 0; t < _leaves.Length; t++)
        {
            var tree = Forest.Trees[t];
            var leaf = tree.LeafOf(row);
            var own = _leaves[t].Of(leaf);
            var share = _leaves[t].WeightsOf(leaf);
            for (var i = 0; i < own.Length; i++, at++)
                (ranks[at], weights[at]) = (own[i], share[i] / tree.Cover[leaf] / _leaves.Length);
        }
    }

    private static int Place(ReadOnlySpan<double> weights, double level)
    {
        // The weights add up to 1 but for rounding, which must not push a level past its place.
        var (sum, wanted) = (0.0, level - 1e-9);
        for (var i = 0; i < weights.Length - 1; i++)
        {
            sum += weights[i];
            if (sum >= wanted)
                return i;
        }

        return weights.Length - 1;
    }
}
