namespace Kirana.Learn.Histograms.Kernels;

internal static partial class ColumnHistogram
{
    internal static void Scalar(ReadOnlySpan<byte> column, ReadOnlySpan<float> pairs, Span<double> cells)
    {
        for (var row = 0; row < column.Length; row++)
        {
            cells[2 * column[row]] += pairs[2 * row];
            cells[2 * column[row] + 1] += pairs[2 * row + 1];
        }
    }
}
