namespace Kirana.Learn.Histograms.Kernels;

internal static partial class WideHistogram
{
    internal static void ScalarRows(ReadOnlySpan<ushort> bins, ReadOnlySpan<float> pairs, ReadOnlySpan<int> index, Span<double> cells)
    {
        foreach (var row in index)
        {
            var cell = 2 * bins[row];
            cells[cell] += pairs[2 * row];
            cells[cell + 1] += pairs[2 * row + 1];
        }
    }
}
