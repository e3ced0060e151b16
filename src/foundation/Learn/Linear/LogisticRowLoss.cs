using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Linear;

/// <summary>w·(ln(1 + eˢ) − t·s), with the derivative w·(1/(1 + e⁻ˢ) − t).</summary>
internal readonly struct LogisticRowLoss(double[] targets, double[] weights) : IRowLoss
{
    public double Evaluate(int start, Span<double> scores, int rows)
    {
        Span<double> small = stackalloc double[rows], logs = stackalloc double[rows];
        // e^−|s| overflows on neither side.
        for (var i = 0; i < rows; i++)
            small[i] = -Math.Abs(scores[i]);
        Elementary.Exp(small, small);
        for (var i = 0; i < rows; i++)
            logs[i] = 1 + small[i];
        Elementary.Log(logs, logs);
        var sum = 0.0;
        for (var i = 0; i < rows; i++)
        {
            var (score, target, weight) = (scores[i], targets[start + i], weights.Length == 0 ? 1 : weights[start + i]);
            sum += weight * (Math.Max(score, 0) + logs[i] - target * score);
            scores[i] = weight * ((score >= 0 ? 1 : small[i]) / (1 + small[i]) - target);
        }

        return sum;
    }
}
