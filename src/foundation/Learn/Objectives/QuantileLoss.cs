namespace Kirana.Learn.Objectives;

/// <summary>The pinball loss max(α·(target − score), (α − 1)·(target − score)): the α-quantile.</summary>
/// <param name="Level">α in (0, 1); 0.5, the median, by default.</param>
/// <remarks>The loss has no second derivative: leaves are found with 1 in its place and then set to the quantile of their residuals
/// (Friedman, "Greedy function approximation", Annals of Statistics 2001, §4.3).</remarks>
public readonly record struct QuantileLoss(double Level = 0.5) : IPointwiseLoss<QuantileLoss>
{
    /// <inheritdoc/>
    public static string Name => "quantile";

    /// <inheritdoc/>
    public static GradientPair Gradient(in QuantileLoss loss, float score, float target) =>
        new((float)(score < target ? -loss.Level : 1 - loss.Level), 1);

    /// <inheritdoc/>
    public static double Value(in QuantileLoss loss, double score, double target) =>
        Math.Max(loss.Level * (target - score), (loss.Level - 1) * (target - score));

    /// <inheritdoc/>
    public static double Constant(in QuantileLoss loss, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights) =>
        WeightedStatistics.Quantile(targets, weights, loss.Level);

    /// <inheritdoc/>
    public static double? LeafQuantile(in QuantileLoss loss) => loss.Level;
}
