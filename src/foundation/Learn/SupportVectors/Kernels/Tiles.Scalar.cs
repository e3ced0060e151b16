namespace Kirana.Learn.SupportVectors.Kernels;

internal static partial class Tiles
{
    /// <summary>The plain form that defines the bits of the result.</summary>
    private static void Scalar(ReadOnlySpan<float> tiles, ReadOnlySpan<float> row, Span<float> results, bool ofDistances)
    {
        for (var i = 0; i < results.Length; i++)
        {
            var own = tiles[(i / Rows * Rows * row.Length + i % Rows)..];
            var sum = 0f;
            for (var f = 0; f < row.Length; f++)
            {
                var difference = own[f * Rows] - row[f];
                sum = ofDistances ? float.FusedMultiplyAdd(difference, difference, sum) : float.FusedMultiplyAdd(own[f * Rows], row[f], sum);
            }

            results[i] = sum;
        }
    }
}
