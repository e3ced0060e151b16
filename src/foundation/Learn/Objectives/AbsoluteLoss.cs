namespace Kirana.Learn.Objectives;

/// <summary>|score − target|: the median. Leaves are set to the median of their residuals.</summary>
public readonly record struct AbsoluteLoss : IPointwiseLoss<AbsoluteLoss>
{
    /// <inheritdoc/>
    public static string Name => "absolute";

    /// <inheritdoc/>
    public static GradientPair Gradient(in AbsoluteLoss loss, float score, float target) => new(Math.Sign(score - target), 1);

    /// <inheritdoc/>
    public static double Value(in AbsoluteLoss loss, double score, double target) => Math.Abs(score - target);

    /// <inheritdoc/>
    public static double Constant(in AbsoluteLoss loss, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights) =>
        WeightedStatistics.Quantile(targets, weights, 0.5);

    /// <inheritdoc/>
    public static double? LeafQuantile(in AbsoluteLoss loss) => 0.5;
}
