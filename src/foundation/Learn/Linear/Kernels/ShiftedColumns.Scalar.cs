using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Linear.Kernels;

internal static partial class ShiftedColumns
{
    private static void ScalarScores(
        ReadOnlySpan<float> x0, ReadOnlySpan<float> x1, ReadOnlySpan<float> x2, ReadOnlySpan<float> x3,
        ReadOnlySpan<double> shifts, ReadOnlySpan<double> weights, Span<double> scores)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            var score = Math.FusedMultiplyAdd(weights[0], x0[i] - shifts[0], scores[i]);
            score = Math.FusedMultiplyAdd(weights[1], x1[i] - shifts[1], score);
            score = Math.FusedMultiplyAdd(weights[2], x2[i] - shifts[2], score);
            scores[i] = Math.FusedMultiplyAdd(weights[3], x3[i] - shifts[3], score);
        }
    }

    private static void ScalarProducts(
        ReadOnlySpan<float> x0, ReadOnlySpan<float> x1, ReadOnlySpan<float> x2, ReadOnlySpan<float> x3,
        ReadOnlySpan<double> shifts, ReadOnlySpan<double> slopes, Span<double> sums)
    {
        sums[0] += ScalarProduct(x0, shifts[0], slopes);
        sums[1] += ScalarProduct(x1, shifts[1], slopes);
        sums[2] += ScalarProduct(x2, shifts[2], slopes);
        sums[3] += ScalarProduct(x3, shifts[3], slopes);
    }

    private static double ScalarProduct(ReadOnlySpan<float> x, double shift, ReadOnlySpan<double> slopes)
    {
        Span<double> lanes = stackalloc double[RowUnit];
        lanes.Clear();
        for (var i = 0; i < x.Length; i++)
            lanes[i % RowUnit] = Math.FusedMultiplyAdd(x[i] - shift, slopes[i], lanes[i % RowUnit]);
        return VirtualLanes.Merge(lanes);
    }
}
