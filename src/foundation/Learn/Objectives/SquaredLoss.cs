namespace Kirana.Learn.Objectives;

/// <summary>½·(score − target)²: the mean.</summary>
public readonly record struct SquaredLoss : IPointwiseLoss<SquaredLoss>
{
    /// <inheritdoc/>
    public static string Name => "squared";

    /// <inheritdoc/>
    public static GradientPair Gradient(in SquaredLoss loss, float score, float target) => new(score - target, 1);

    /// <inheritdoc/>
    public static double Value(in SquaredLoss loss, double score, double target) => 0.5 * (score - target) * (score - target);

    /// <inheritdoc/>
    public static double Constant(in SquaredLoss loss, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights) =>
        WeightedStatistics.Mean(targets, weights);
}
