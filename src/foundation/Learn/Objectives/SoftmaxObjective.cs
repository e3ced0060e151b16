using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Objectives;

/// <summary>Multinomial logistic loss over K classes, one tree per class and round.</summary>
/// <remarks>Friedman 2001, algorithm 6. The second derivative p·(1 − p) is multiplied by K/(K − 1), the weight of the redundant
/// parametrisation.</remarks>
internal sealed class SoftmaxObjective(int classes) : Objective
{
    private const float LeastHessian = 1e-16f;

    public override string Name => "softmax";

    public override Link Link => Link.Softmax;

    public override int Outputs => classes;

    protected override string Targets => $"whole numbers from 0 to {classes - 1}";

    protected override bool Accepts(float target) => target >= 0 && target < classes && target == MathF.Floor(target);

    internal override double[] Constants(ReadOnlySpan<float> targets, ReadOnlySpan<float> weights)
    {
        var share = new double[classes];
        var total = 0.0;
        for (var i = 0; i < targets.Length; i++)
        {
            var weight = weights.IsEmpty ? 1 : (double)weights[i];
            share[(int)targets[i]] += weight;
            total += weight;
        }

        return Array.ConvertAll(share, s => Elementary.Log(Math.Max(1e-7, s / total)));
    }

    private protected override void Gradients(double[][] scores, ReadOnlySpan<float> targets, int start, int output, Span<GradientPair> pairs)
    {
        var factor = classes / (classes - 1f);
        for (var i = 0; i < pairs.Length; i++)
        {
            var row = start + i;
            var (own, sum) = (scores[output][row], 0.0);
            // Relative to this class's own score, so the sum is at least 1; an overflow gives probability 0, as it should.
            foreach (var score in scores)
                sum += Elementary.Exp(score[row] - own);
            var probability = (float)(1 / sum);
            var hit = targets[row] == output ? 1f : 0f;
            pairs[i] = new GradientPair(probability - hit, Math.Max(factor * probability * (1 - probability), LeastHessian));
        }
    }

    private protected override double Loss(ReadOnlySpan<double> scores, float target)
    {
        var (most, sum) = (double.NegativeInfinity, 0.0);
        foreach (var score in scores)
            most = Math.Max(most, score);
        foreach (var score in scores)
            sum += Elementary.Exp(score - most);
        return most + Elementary.Log(sum) - scores[(int)target];
    }
}
