using System.Runtime.CompilerServices;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Objectives;

/// <summary>ln(1 + e^score) − target·score for targets 0 and 1: the log odds of a probability.</summary>
public readonly record struct LogisticLoss : IPointwiseLoss<LogisticLoss>
{
    // The least second derivative, so that rows of certain class keep counting as rows.
    private const float LeastHessian = 1e-16f;

    /// <inheritdoc/>
    public static string Name => "logistic";

    /// <inheritdoc/>
    public static Link Link => Link.Logistic;

    /// <inheritdoc/>
    public static string Targets => "0 or 1";

    /// <inheritdoc/>
    public static bool Accepts(float target) => target is 0 or 1;

    /// <inheritdoc/>
    public static GradientPair Gradient(in LogisticLoss loss, float score, float target) => Pair(Elementary.Exp(-score), target);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradients(in LogisticLoss loss, ReadOnlySpan<float> scores, ReadOnlySpan<float> targets, Span<GradientPair> pairs)
    {
        const int Block = 512;
        Span<float> exponentials = stackalloc float[Block];
        for (var start = 0; start < scores.Length; start += Block)
        {
            var block = exponentials[..Math.Min(Block, scores.Length - start)];
            for (var i = 0; i < block.Length; i++)
                block[i] = -scores[start + i];
            Elementary.Exp(block, block);
            for (var i = 0; i < block.Length; i++)
                pairs[start + i] = Pair(block[i], targets[start + i]);
        }
    }

    /// <inheritdoc/>
    public static double Value(in LogisticLoss loss, double score, double target) =>
        Elementary.Log(1 + Elementary.Exp(-Math.Abs(score))) + Math.Max(score, 0) - target * score;

    /// <inheritdoc/>
    public static double Constant(in LogisticLoss loss, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights)
    {
        // A table of one class has infinite odds: stop where a float stops telling the probability from 0 or 1.
        var mean = Math.Clamp(WeightedStatistics.Mean(targets, weights), 1e-7, 1 - 1e-7);
        return Elementary.Log(mean / (1 - mean));
    }

    private static GradientPair Pair(float exponential, float target)
    {
        var probability = 1 / (1 + exponential);
        return new GradientPair(probability - target, Math.Max(probability * (1 - probability), LeastHessian));
    }
}
