namespace Kirana.Learn.Boosting;

/// <summary>Which rows each tree is grown on.</summary>
public enum RowSampling
{
    /// <summary>A random share of the rows, without repetition; all rows at <see cref="GradientBoosting.RowFraction"/> 1.</summary>
    Uniform,

    /// <summary>GOSS: the rows with the greatest gradients, and a random share of the others weighted up (Ke et al., "LightGBM",
    /// NIPS 2017, algorithm 2).</summary>
    GradientOneSide,
}
