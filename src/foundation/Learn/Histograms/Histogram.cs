using Kirana.Learn.Binning;
using Kirana.Numerics.Memory;

namespace Kirana.Learn.Histograms;

/// <summary>For every number of every packed column the sums of gradient and hessian of a leaf's rows.</summary>
internal sealed class Histogram(ColumnPacking packing, AlignedBuffer<double> buffer)
{
    private readonly int _columnDoubles = 2 * packing.MostCodes;

    public Span<double> Cells => buffer.Span;

    /// <summary>The pairs of a column's numbers that occur.</summary>
    public Span<double> Column(int column) => buffer.Span.Slice(column * _columnDoubles, 2 * packing.CodesOf[column]);

    /// <summary>Sets every cell to 0.</summary>
    public void Clear(int firstColumn, int columns) =>
        buffer.Span.Slice(firstColumn * _columnDoubles, columns * _columnDoubles).Clear();
}
