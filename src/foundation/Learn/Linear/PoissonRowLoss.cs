using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Linear;

/// <summary>w·(eˢ − y·s), half the deviance but for a constant, with the derivative w·(eˢ − y).</summary>
internal readonly struct PoissonRowLoss(double[] targets, double[] weights) : IRowLoss
{
    public double Evaluate(int start, Span<double> scores, int rows)
    {
        Span<double> means = stackalloc double[rows];
        Elementary.Exp(scores[..rows], means);
        var sum = 0.0;
        for (var i = 0; i < rows; i++)
        {
            var (target, weight) = (targets[start + i], weights.Length == 0 ? 1 : weights[start + i]);
            sum += weight * (means[i] - target * scores[i]);
            scores[i] = weight * (means[i] - target);
        }

        return sum;
    }
}
