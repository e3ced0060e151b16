using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Networks;

/// <summary>What a network's scores cost, and how much too great each is: prediction − truth, for all three losses.</summary>
/// <param name="Outputs">The scores of a row.</param>
/// <param name="Classes">The number of classes; 0 where a number is learnt.</param>
internal readonly record struct NetworkLoss(int Outputs, int Classes)
{
    /// <summary>The loss of one row.</summary>
    /// <param name="scores">The scores (outputs).</param>
    /// <param name="target">The standardised number, or the place of the class.</param>
    /// <param name="deltas">Takes prediction − truth (outputs); nothing where empty.</param>
    public double Of(ReadOnlySpan<float> scores, float target, Span<float> deltas)
    {
        if (Classes == 0)
        {
            var error = (double)scores[0] - target;
            if (!deltas.IsEmpty)
                deltas[0] = (float)error;
            return error * error / 2;
        }

        if (Outputs == 1)
        {
            double score = scores[0];
            var small = Elementary.Exp(-Math.Abs(score));
            if (!deltas.IsEmpty)
                deltas[0] = (float)((score >= 0 ? 1 : small) / (1 + small) - target);
            return Math.Max(score, 0) + Elementary.Log(1 + small) - target * score;
        }

        var (greatest, sum) = ((double)scores[0], 0.0);
        foreach (var score in scores)
            greatest = Math.Max(greatest, score);
        foreach (var score in scores)
            sum += Elementary.Exp(score - greatest);
        for (var k = 0; k < deltas.Length; k++)
            deltas[k] = (float)(Elementary.Exp(scores[k] - greatest) / sum - (k == (int)target ? 1 : 0));
        return Elementary.Log(sum) + greatest - scores[(int)target];
    }
}
