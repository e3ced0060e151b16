namespace Kirana.Learn.Histograms.Kernels;

internal static partial class PairHistogram
{
    internal static void ScalarRange(ReadOnlySpan<byte> rows, int width, int columns, int codes, ReadOnlySpan<float> pairs, int start, int end, Span<double> cells)
    {
        for (var row = start; row < end; row++)
            AddRow(rows.Slice(row * width, columns), codes, pairs[2 * row], pairs[2 * row + 1], cells);
    }

    internal static void ScalarRows(ReadOnlySpan<byte> rows, int width, int columns, int codes, ReadOnlySpan<float> pairs, ReadOnlySpan<int> index, Span<double> cells)
    {
        foreach (var row in index)
            AddRow(rows.Slice(row * width, columns), codes, pairs[2 * row], pairs[2 * row + 1], cells);
    }

    private static void AddRow(ReadOnlySpan<byte> bytes, int codes, double gradient, double hessian, Span<double> cells)
    {
        for (var c = 0; c < bytes.Length; c++)
        {
            var cell = 2 * (c * codes + bytes[c]);
            cells[cell] += gradient;
            cells[cell + 1] += hessian;
        }
    }
}
