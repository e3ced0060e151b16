using Kirana.Numerics.Statistics;

namespace Kirana.Learn.Resampling;

/// <summary>A learner of one depth in a <see cref="DepthSweep"/>.</summary>
/// <param name="Depth">The most splits on the way to a leaf, d.</param>
/// <param name="TrainError">The mean error on the rows that each fit saw, over samples.</param>
/// <param name="TestError">The mean error on the test rows, over samples; Bias + Variance + Noise.</param>
/// <param name="Bias">Bias²; with noise where the true values are not known.</param>
/// <param name="Variance">Variance from sample to sample.</param>
/// <param name="Noise">What no learner can foretell; 0 where it is counted as bias.</param>
/// <param name="Leaves">The mean number of leaves of a tree, over samples and the trees of a forest.</param>
/// <param name="Verdict">Whether the depth is too small or too large.</param>
public sealed record DepthPoint(
    int Depth, double TrainError, Interval TestError, Interval Bias, Interval Variance, Interval Noise, double Leaves, DepthVerdict Verdict)
{
    /// <summary>The most leaves that a tree of this depth can have, 2ᵈ.</summary>
    public long MostLeaves => 1L << Depth;
}
