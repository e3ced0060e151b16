using System.Runtime.CompilerServices;
using Kirana.Learn.Binning;
using Kirana.Numerics.Memory;

namespace Kirana.Learn.Histograms;

/// <summary>For every number of every packed column, and every bin of every wide feature, the sums of gradient and hessian of a leaf's rows.</summary>
internal sealed class Histogram(ColumnPacking packing, AlignedBuffer<double> buffer) : IDisposable
{
    private readonly int _columnDoubles = 2 * packing.MostCodes;
    private AlignedBuffer<double>? _wide;

    public Span<double> Cells => buffer.Span;

    /// <summary>The pairs of a column's numbers that occur; wide columns come after all others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<double> Column(int column) => column < packing.Columns
        ? buffer.Span.Slice(column * _columnDoubles, 2 * packing.CodesOf[column])
        : Wide(column - packing.Columns);

    /// <summary>The pairs of a wide feature's bins.</summary>
    public Span<double> Wide(int wide) => _wide!.Span[packing.WideStart[wide]..packing.WideStart[wide + 1]];

    /// <summary>Makes room for wide features, which parts of a histogram do not need.</summary>
    public void EnsureWide()
    {
        if (packing.Wide.Length > 0)
            _wide ??= new AlignedBuffer<double>(packing.WideStart[^1]);
    }

    /// <summary>Sets every cell to 0.</summary>
    public void Clear(int firstColumn, int columns) =>
        buffer.Span.Slice(firstColumn * _columnDoubles, columns * _columnDoubles).Clear();

    public void Dispose()
    {
        buffer.Dispose();
        _wide?.Dispose();
    }
}
