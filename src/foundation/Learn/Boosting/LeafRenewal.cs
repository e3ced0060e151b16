using Kirana.Learn.Growth;
using Kirana.Learn.Objectives;

namespace Kirana.Learn.Boosting;

/// <summary>Sets leaves to a quantile of their rows' residuals, the best value under losses that are not smooth.</summary>
internal static class LeafRenewal
{
    public static void Renew(GrownTree grown, double level, ReadOnlySpan<double> scores, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights)
    {
        foreach (var leaf in grown.Leaves)
        {
            var own = grown.Partition.Rows(leaf.Start, leaf.Count).Span;
            var residuals = new double[own.Length];
            var ownWeights = new double[weights.Length == 0 ? 0 : own.Length];
            for (var i = 0; i < own.Length; i++)
                residuals[i] = targets[own[i]] - scores[own[i]];
            for (var i = 0; i < ownWeights.Length; i++)
                ownWeights[i] = weights[own[i]];
            var value = WeightedStatistics.Quantile(residuals, ownWeights, level);
            grown.Builder.SetValue(leaf.Node, Math.Clamp(value, leaf.Sums.Lower, leaf.Sums.Upper));
        }
    }
}
