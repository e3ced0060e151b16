using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Linear;

/// <summary>w·(ln Σ e^sₖ − s of the own class), with the derivatives w·(pₖ − 1 where k is the own class).</summary>
internal readonly struct SoftmaxRowLoss(double[] targets, double[] weights) : IRowLoss
{
    public double Evaluate(int start, Span<double> scores, int rows)
    {
        var (outputs, sum) = (scores.Length / rows, 0.0);
        Span<double> own = stackalloc double[rows], greatest = stackalloc double[rows], totals = stackalloc double[rows];
        scores[..rows].CopyTo(greatest);
        for (var at = rows; at < scores.Length; at++)
            greatest[at % rows] = Math.Max(greatest[at % rows], scores[at]);
        for (var i = 0; i < rows; i++)
            own[i] = scores[(int)targets[start + i] * rows + i] - greatest[i];
        for (var at = 0; at < scores.Length; at++)
            scores[at] -= greatest[at % rows];
        Elementary.Exp(scores, scores);
        totals.Clear();
        for (var at = 0; at < scores.Length; at++)
            totals[at % rows] += scores[at];
        for (var i = 0; i < rows; i++)
        {
            var weight = weights.Length == 0 ? 1 : weights[start + i];
            sum += weight * (Elementary.Log(totals[i]) - own[i]);
            for (var k = 0; k < outputs; k++)
                scores[k * rows + i] = weight * (scores[k * rows + i] / totals[i] - ((int)targets[start + i] == k ? 1 : 0));
        }

        return sum;
    }
}
