using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Objectives;

/// <summary>The deviance of a Tweedie distribution (many zeros, else positive amounts): the logarithm of the mean.</summary>
/// <param name="Power">ρ, how the variance grows with the mean: 1 is Poisson, 2 gamma; between them, 1.5 by default.</param>
/// <remarks>−target·e^((1−ρ)·score)/(1−ρ) + e^((2−ρ)·score)/(2−ρ) (Yang, Qian and Zou, "Insurance premium prediction via gradient
/// tree-boosted Tweedie compound Poisson models", JBES 2018, equation 9).</remarks>
public readonly record struct TweedieLoss(double Power = 1.5) : IPointwiseLoss<TweedieLoss>
{
    /// <inheritdoc/>
    public static string Name => "tweedie";

    /// <inheritdoc/>
    public static Link Link => Link.Exponential;

    /// <inheritdoc/>
    public static string Targets => "numbers from 0 up";

    /// <inheritdoc/>
    public static bool Accepts(float target) => target >= 0;

    /// <inheritdoc/>
    public static GradientPair Gradient(in TweedieLoss loss, float score, float target)
    {
        var (one, two) = (1 - loss.Power, 2 - loss.Power);
        var (first, second) = (target * Elementary.Exp(one * score), Elementary.Exp(two * score));
        return new GradientPair((float)(second - first), (float)(two * second - one * first));
    }

    /// <inheritdoc/>
    public static double Value(in TweedieLoss loss, double score, double target)
    {
        var (one, two) = (1 - loss.Power, 2 - loss.Power);
        return Elementary.Exp(two * score) / two - target * Elementary.Exp(one * score) / one;
    }

    /// <inheritdoc/>
    public static double Constant(in TweedieLoss loss, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights) =>
        Elementary.Log(Math.Max(1e-7, WeightedStatistics.Mean(targets, weights)));
}
