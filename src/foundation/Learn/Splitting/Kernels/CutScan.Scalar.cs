using System.Runtime.CompilerServices;

namespace Kirana.Learn.Splitting.Kernels;

internal static partial class CutScan
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static Cut Scalar(ReadOnlySpan<double> cells, in CutRules rules)
    {
        var best = new Cut(-1, rules.Floor, 0, 0);
        var (gradient, hessian) = (rules.FirstGradient, rules.FirstHessian);
        for (var i = 0; i + 1 < cells.Length; i += 2)
        {
            gradient += cells[i];
            hessian += cells[i + 1];
            var (right, rightHessian) = (rules.Gradient - gradient, rules.Hessian - hessian);
            if (!(hessian >= rules.Least && rightHessian >= rules.Least))
                continue;
            var gain = gradient * gradient / (hessian + rules.L2) + right * right / (rightHessian + rules.L2);
            if (gain > best.Gain)
                best = new Cut(i / 2, gain, gradient, hessian);
        }

        return best;
    }
}
