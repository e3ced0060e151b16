using Kirana.Learn.Binning;
using Kirana.Learn.Histograms.Kernels;
using Kirana.Numerics.Memory;

namespace Kirana.Learn.Histograms;

/// <summary>For every number of every packed column the sums of gradient and hessian of a leaf's rows.</summary>
internal sealed class Histogram(ColumnPacking packing, AlignedBuffer<double> buffer)
{
    /// <summary>The doubles a caller must give to <see cref="Feature"/> as scratch.</summary>
    public const int ScratchLength = PairHistogram.ColumnDoubles;

    public Span<double> Cells => buffer.Span;

    /// <summary>The pairs of a column's numbers that occur.</summary>
    public Span<double> Column(int column) => buffer.Span.Slice(column * PairHistogram.ColumnDoubles, 2 * packing.CodesOf[column]);

    /// <summary>Sets every cell to 0.</summary>
    public void Clear(int firstColumn, int columns) =>
        buffer.Span.Slice(firstColumn * PairHistogram.ColumnDoubles, columns * PairHistogram.ColumnDoubles).Clear();

    /// <summary>The pairs of one feature's bins.</summary>
    /// <param name="feature">The feature.</param>
    /// <param name="bins">The number of its bins.</param>
    /// <param name="scratch">Takes the sums where the feature shares its column.</param>
    public ReadOnlySpan<double> Feature(int feature, int bins, Span<double> scratch)
    {
        var column = Column(packing.Column[feature]);
        if (column.Length == 2 * bins)
            return column;
        var marginal = scratch[..(2 * bins)];
        marginal.Clear();
        var stride = packing.Stride[feature];
        for (int cell = 0, bin = 0; cell < column.Length; bin = bin + 1 == bins ? 0 : bin + 1)
            for (var end = cell + 2 * stride; cell < end; cell += 2)
            {
                marginal[2 * bin] += column[cell];
                marginal[2 * bin + 1] += column[cell + 1];
            }

        return marginal;
    }
}
