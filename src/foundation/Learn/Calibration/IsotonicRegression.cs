using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Linear;

namespace Kirana.Learn.Calibration;

/// <summary>Isotonic regression of one feature: of all curves that never fall, the one nearest to the rows.</summary>
/// <remarks>min Σ wᵢ(yᵢ − f(xᵢ))² over f that never falls, or never rises, by pooling adjacent violators (Ayer et al., "An empirical distribution function for sampling with incomplete information", Annals of Mathematical Statistics 26, 1955). Between the
/// values it was fitted on it goes straight; beyond them it stays. Rows of equal x are one row of their mean. The feature and the target are numbers without gaps. Cost: O(n·ln n). Immutable and thread-safe.</remarks>
public sealed record IsotonicRegression : IEstimator<IsotonicCurve>
{
    /// <summary>Whether the curve never falls, the default, or never rises.</summary>
    public bool IsRising { get; init; } = true;

    /// <inheritdoc/>
    /// <exception cref="DataException">Also <c>wrong-kind</c>: the feature or the target is no number; <c>missing-value</c>: a feature is missing or infinite; <c>many-features</c>: more than one.</exception>
    public IsotonicCurve Fit(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        context.Cancellation.ThrowIfCancellationRequested();
        var (target, x) = (DesignMatrix.Target(data), DesignMatrix.Of(data));
        if (x.Features > 1)
            throw new DataException($"There are {x.Features} features; isotonic regression has one.") { Code = "many-features", Hint = "Keep one column besides the target." };
        var values = new double[x.Rows];
        x.Read(0, 0, 0, values);
        int[] order = [.. Enumerable.Range(0, values.Length).Where(row => x.Weights.Length == 0 || x.Weights[row] > 0).OrderBy(row => values[row])];
        var blocks = new List<Block>();
        for (var at = 0; at < order.Length;)
        {
            var (own, sum, weight) = (values[order[at]], 0.0, 0.0);
            for (; at < order.Length && values[order[at]].Equals(own); at++)
            {
                var share = x.Weights.Length == 0 ? 1 : x.Weights[order[at]];
                (sum, weight) = (sum + share * (IsRising ? target[order[at]] : -target[order[at]]), weight + share);
            }

            Pool(blocks, new Block(own, own, sum, weight));
        }

        var (ends, heights) = (new List<double>(), new List<double>());
        foreach (var block in blocks)
            foreach (var end in block.From < block.To ? [block.From, block.To] : new[] { block.From })
            {
                ends.Add(end);
                heights.Add(IsRising ? block.Sum / block.Weight : -block.Sum / block.Weight);
            }

        return new IsotonicCurve(x.Columns, [.. ends], [.. heights]);
    }

    private static void Pool(List<Block> blocks, Block next)
    {
        while (blocks.Count > 0 && blocks[^1].Sum * next.Weight >= next.Sum * blocks[^1].Weight)
        {
            next = new Block(blocks[^1].From, next.To, blocks[^1].Sum + next.Sum, blocks[^1].Weight + next.Weight);
            blocks.RemoveAt(blocks.Count - 1);
        }

        blocks.Add(next);
    }

    private readonly record struct Block(double From, double To, double Sum, double Weight);
}
