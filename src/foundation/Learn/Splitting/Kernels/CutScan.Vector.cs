using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Kirana.Learn.Splitting.Kernels;

internal static partial class CutScan
{
    private static readonly Vector256<long> s_lanes = Vector256.Create(0L, 1, 2, 3);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static Cut Vector(ReadOnlySpan<double> cells, in CutRules rules, Span<double> scratch)
    {
        var bins = cells.Length / 2;
        var gradients = scratch[..MostBins];
        var hessians = scratch.Slice(MostBins, MostBins);
        Accumulate(cells, rules, gradients, hessians);

        ref var gradient = ref MemoryMarshal.GetReference(gradients);
        ref var hessian = ref MemoryMarshal.GetReference(hessians);
        var (total, totalHessian) = (Vector256.Create(rules.Gradient), Vector256.Create(rules.Hessian));
        var (l2, least) = (Vector256.Create(rules.L2), Vector256.Create(rules.Least));
        var (gains, places) = (Vector256.Create(rules.Floor), Vector256.Create(-1L));
        for (var i = 0; i < bins; i += Vector256<double>.Count)
        {
            var (left, leftHessian) = (Vector256.LoadUnsafe(ref gradient, (nuint)i), Vector256.LoadUnsafe(ref hessian, (nuint)i));
            var (right, rightHessian) = (total - left, totalHessian - leftHessian);
            var gain = left * left / (leftHessian + l2) + right * right / (rightHessian + l2);
            var better = Vector256.GreaterThanOrEqual(leftHessian, least) & Vector256.GreaterThanOrEqual(rightHessian, least) & Vector256.GreaterThan(gain, gains);
            gains = Vector256.ConditionalSelect(better, gain, gains);
            places = Vector256.ConditionalSelect(better.AsInt64(), Vector256.Create((long)i) + s_lanes, places);
        }

        var (best, bestGain) = (-1, rules.Floor);
        for (var lane = 0; lane < Vector256<double>.Count; lane++)
        {
            var (place, gain) = ((int)places[lane], gains[lane]);
            if (place >= 0 && (gain > bestGain || (gain >= bestGain && place < best)))
                (best, bestGain) = (place, gain);
        }

        return best < 0 ? new Cut(-1, bestGain, 0, 0) : new Cut(best, bestGain, gradients[best], hessians[best]);
    }

    /// <summary>The running sums; behind the last bin up to a full register NaN, which no comparison is true of.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Accumulate(ReadOnlySpan<double> cells, in CutRules rules, Span<double> gradients, Span<double> hessians)
    {
        var pairs = MemoryMarshal.Cast<double, Vector128<double>>(cells);
        var sum = Vector128.Create(rules.FirstGradient, rules.FirstHessian);
        var i = 0;
        for (; i < pairs.Length && i < gradients.Length && i < hessians.Length; i++)
        {
            sum += pairs[i];
            gradients[i] = sum.ToScalar();
            hessians[i] = sum.GetElement(1);
        }

        for (; i % Vector256<double>.Count != 0; i++)
            hessians[i] = double.NaN;
    }
}
