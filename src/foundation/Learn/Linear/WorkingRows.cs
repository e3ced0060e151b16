using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Linear;

/// <summary>Of one output the working weights w·p(1 − p) and responses s + (t − p)/(p(1 − p)) of each row; no loss.</summary>
internal readonly struct WorkingRows(double[] classes, double[] given, int output, double leastCurvature, double[] weights, double[] responses) : IRowLoss
{
    public double Evaluate(int start, Span<double> scores, int rows)
    {
        var outputs = scores.Length / rows;
        for (var i = 0; i < rows; i++)
        {
            var own = scores[output * rows + i];
            // e^(score − own score), of two classes with 0 for the first.
            var others = outputs == 1 ? Elementary.Exp(-own) : 0;
            for (var k = 0; k < outputs; k++)
                others += k == output ? 0 : Elementary.Exp(scores[k * rows + i] - own);
            var probability = 1 / (1 + others);
            var curvature = Math.Max(probability * (1 - probability), leastCurvature);
            var target = outputs == 1 ? classes[start + i] : (int)classes[start + i] == output ? 1 : 0;
            weights[start + i] = curvature * (given.Length == 0 ? 1 : given[start + i]);
            responses[start + i] = own + (target - probability) / curvature;
        }

        scores.Clear();
        return 0;
    }
}
