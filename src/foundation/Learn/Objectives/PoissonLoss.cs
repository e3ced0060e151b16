using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Objectives;

/// <summary>e^score − target·score for counts: the logarithm of the mean.</summary>
/// <remarks>The second derivative is e^0.7 times the true one, which bounds a leaf's step as LightGBM's and XGBoost's
/// <c>max_delta_step</c> does; without it a leaf of zeros would step to −∞.</remarks>
public readonly record struct PoissonLoss : IPointwiseLoss<PoissonLoss>
{
    private const double StepBound = 0.7;

    /// <inheritdoc/>
    public static string Name => "poisson";

    /// <inheritdoc/>
    public static Link Link => Link.Exponential;

    /// <inheritdoc/>
    public static string Targets => "numbers from 0 up";

    /// <inheritdoc/>
    public static bool Accepts(float target) => target >= 0;

    /// <inheritdoc/>
    public static GradientPair Gradient(in PoissonLoss loss, float score, float target) =>
        new((float)(Elementary.Exp((double)score) - target), (float)Elementary.Exp(score + StepBound));

    /// <inheritdoc/>
    public static double Value(in PoissonLoss loss, double score, double target) => Elementary.Exp(score) - target * score;

    /// <inheritdoc/>
    public static double Constant(in PoissonLoss loss, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights) =>
        Elementary.Log(Math.Max(1e-7, WeightedStatistics.Mean(targets, weights)));
}
