namespace Kirana.Learn.Objectives;

/// <summary>½·r² for |r| ≤ δ, δ·(|r| − ½·δ) beyond, with r = score − target: a mean that outliers do not pull.</summary>
/// <param name="Delta">δ above 0, in the target's unit; 1 by default.</param>
public readonly record struct HuberLoss(double Delta = 1) : IPointwiseLoss<HuberLoss>
{
    /// <inheritdoc/>
    public static string Name => "huber";

    /// <inheritdoc/>
    public static GradientPair Gradient(in HuberLoss loss, float score, float target) =>
        new((float)Math.Clamp((double)score - target, -loss.Delta, loss.Delta), 1);

    /// <inheritdoc/>
    public static double Value(in HuberLoss loss, double score, double target)
    {
        var residual = Math.Abs(score - target);
        return residual <= loss.Delta ? 0.5 * residual * residual : loss.Delta * (residual - 0.5 * loss.Delta);
    }

    /// <inheritdoc/>
    public static double Constant(in HuberLoss loss, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights) =>
        WeightedStatistics.Quantile(targets, weights, 0.5);
}
