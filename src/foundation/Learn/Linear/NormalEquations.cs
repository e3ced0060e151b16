using Kirana.Numerics.Kernels;
using Kirana.Numerics.LinearAlgebra;

namespace Kirana.Learn.Linear;

/// <summary>The factored equations (XᵀX + penalty)·w = Xᵀy, in columns of deviation 1, without those that depend on the ones before.</summary>
/// <remarks>The square of the k-th pivot of Cholesky's factor is the share of column k that the columns before do not explain. Where it is below
/// <see cref="LeastShare"/> the column is left out, as R's <c>lm</c> does by its QR.</remarks>
internal sealed class NormalEquations
{
    /// <summary>About 10⁴ roundings of a sum of squares; a column whose part of its own is below 3·10⁻⁶ of its length counts as dependent.</summary>
    private const double LeastShare = 1e-11;

    private readonly int[] _kept;
    private readonly double[] _scales;
    private readonly double[] _factor;

    private NormalEquations(int[] kept, double[] scales, double[] factor) => (_kept, _scales, _factor) = (kept, scales, factor);

    /// <summary>The columns that were kept, ascending.</summary>
    public ReadOnlySpan<int> Kept => _kept;

    /// <summary>Factors the equations.</summary>
    /// <param name="products">XᵀX.</param>
    /// <param name="penalty">What is added to the diagonal, for each column (p); empty for none.</param>
    public static NormalEquations Of(CentredProducts products, ReadOnlySpan<double> penalty)
    {
        var size = products.Shifts.Length;
        var scales = products.Deviations();
        for (var f = 0; f < size; f++)
            scales[f] *= Math.Sqrt(products.WeightSum);
        int[] kept = [.. Enumerable.Range(0, size).Where(f => scales[f] > 0)];
        var factor = Scaled(products.Gram, size, penalty, scales, kept);
        if (Cholesky.TryFactor(factor, kept.Length) && IsIndependent(factor, kept.Length, penalty))
            return new NormalEquations(kept, scales, factor);
        kept = Independent(Scaled(products.Gram, size, penalty, scales, kept), kept);
        factor = Scaled(products.Gram, size, penalty, scales, kept);
        return Cholesky.TryFactor(factor, kept.Length) ? new NormalEquations(kept, scales, factor) : throw new InvalidOperationException("Independent columns have no factor.");
    }

    /// <summary>The equations without what lies off the diagonal: about the solution where the features are too many to be multiplied with each other.</summary>
    /// <param name="squares">‖xⱼ‖² of each column, 0 where it is constant (p).</param>
    /// <param name="penalty">What is added to them (p); empty for none.</param>
    public static NormalEquations OfDiagonal(double[] squares, ReadOnlySpan<double> penalty)
    {
        var scales = new double[squares.Length];
        for (var f = 0; f < scales.Length; f++)
            scales[f] = squares[f] > 0 ? Math.Sqrt(squares[f] + (penalty.IsEmpty ? 0 : penalty[f])) : 0;
        return new NormalEquations([.. Enumerable.Range(0, scales.Length).Where(f => scales[f] > 0)], scales, []);
    }

    /// <summary>The solution for a right side (p), with 0 for columns left out.</summary>
    public double[] Solve(ReadOnlySpan<double> cross)
    {
        var (own, solution) = (new double[_kept.Length], new double[_scales.Length]);
        for (var i = 0; i < own.Length; i++)
            own[i] = cross[_kept[i]] / _scales[_kept[i]];
        if (_factor.Length > 0)
            Cholesky.Solve(_factor, own.Length, own);
        for (var i = 0; i < own.Length; i++)
            solution[_kept[i]] = own[i] / _scales[_kept[i]];
        return solution;
    }

    private static double[] Scaled(double[] gram, int size, ReadOnlySpan<double> penalty, double[] scales, int[] kept)
    {
        var scaled = new double[kept.Length * kept.Length];
        for (var i = 0; i < kept.Length; i++)
        {
            var own = gram.AsSpan(kept[i] * size, size);
            var factor = 1 / scales[kept[i]];
            var row = scaled.AsSpan(i * kept.Length, kept.Length);
            for (var j = 0; j < row.Length; j++)
                row[j] = own[kept[j]] * factor / scales[kept[j]];
            // Exactly 1, so that the shares below are of it.
            row[i] = 1 + (penalty.IsEmpty ? 0 : penalty[kept[i]] * factor * factor);
        }

        return scaled;
    }

    private static bool IsIndependent(double[] factor, int size, ReadOnlySpan<double> penalty)
    {
        for (var i = 0; penalty.IsEmpty && i < size; i++)
            if (factor[i * size + i] * factor[i * size + i] < LeastShare)
                return false;
        return true;
    }

    /// <summary>The columns in order, each that has a part of its own: elimination row by row.</summary>
    private static int[] Independent(double[] a, int[] columns)
    {
        var (size, kept) = (columns.Length, new List<int>());
        for (var i = 0; i < size; i++)
        {
            if (a[i * size + i] < LeastShare)
                continue;
            kept.Add(columns[i]);
            var row = a.AsSpan(i * size, size);
            for (var below = i + 1; below < size; below++)
                Axpy.Add(-row[below] / row[i], row[below..], a.AsSpan(below * size + below, size - below));
        }

        return [.. kept];
    }
}
