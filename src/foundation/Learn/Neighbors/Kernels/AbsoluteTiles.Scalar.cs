namespace Kirana.Learn.Neighbors.Kernels;

internal static partial class AbsoluteTiles
{
    /// <summary>The plain form that defines the bits of the result.</summary>
    private static void Scalar(ReadOnlySpan<float> tiles, ReadOnlySpan<float> row, Span<float> results)
    {
        for (var i = 0; i < results.Length; i++)
        {
            var sum = 0f;
            for (var f = 0; f < row.Length; f++)
                sum += MathF.Abs(tiles[(i / Rows * row.Length + f) * Rows + i % Rows] - row[f]);
            results[i] = sum;
        }
    }
}
