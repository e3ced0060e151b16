using Kirana.Learn.Objectives;

namespace Kirana.Learn.Growth;

/// <summary>Grows trees on one table, one after another.</summary>
internal interface ITreeGrower : IDisposable
{
    /// <summary>Grows a tree.</summary>
    /// <param name="pairs">Gradient and hessian of each row of the table, with <see cref="TreeGrower.PairPadding"/> more behind them.</param>
    /// <param name="sample">The rows to use, ascending; all where <see langword="null"/>.</param>
    /// <param name="features">The features to use; all where <see langword="null"/>.</param>
    GrownTree Grow(GradientPair[] pairs, int[]? sample, bool[]? features);
}
