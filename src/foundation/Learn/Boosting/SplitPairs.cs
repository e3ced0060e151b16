using Kirana.Data.Fitting;
using Kirana.Learn.Growth;
using Kirana.Learn.Histograms;
using Kirana.Learn.Objectives;

namespace Kirana.Learn.Boosting;

/// <summary>What the splits of <see cref="BoostingStep.GradientNewton"/> are chosen by: gradients with weights in place of hessians.</summary>
/// <param name="scores">Knows the rows' weights.</param>
/// <param name="rows">How many rows there are.</param>
/// <param name="chosen">The rows that are fitted on; all where <see langword="null"/>.</param>
/// <param name="context">Threads and cancellation.</param>
internal sealed class SplitPairs(ITrainingScores scores, int rows, int[]? chosen, FitContext context)
{
    private readonly GradientPair[] _pairs = new GradientPair[rows + TreeGrower.PairPadding];

    /// <summary>How much each row counts in this round; sampling may change it.</summary>
    public float[] Weights { get; } = new float[rows];

    /// <summary>Begins a round with the rows' own weights.</summary>
    public void Reset() => scores.CopyWeights(Weights);

    /// <summary>The pairs of one output, valid until the next call.</summary>
    /// <param name="pairs">Gradient and hessian of each row, weights included.</param>
    public GradientPair[] Of(GradientPair[] pairs)
    {
        for (var row = 0; row < Weights.Length; row++)
            _pairs[row] = new GradientPair(pairs[row].Gradient, Weights[row]);
        ExactSums.Round(_pairs.AsMemory(0, Weights.Length), chosen, context.Threads, context.Cancellation);
        return _pairs;
    }
}
