using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Neighbors.Kernels;

/// <summary>Σ|xⱼ − zⱼ| of one row with many, which lie in the tiles of <see cref="SupportVectors.Kernels.Tiles"/>.</summary>
/// <remarks>Each row's sum runs over the features in order with one rounding a step, so a row has the same bits at every width.</remarks>
internal static partial class AbsoluteTiles
{
    private const int Rows = SupportVectors.Kernels.Tiles.Rows;

    /// <summary>The distances of a row from the rows of the tiles.</summary>
    /// <param name="tiles">Whole tiles.</param>
    /// <param name="row">The row (p).</param>
    /// <param name="results">One place for each row of the tiles.</param>
    public static void Distances(ReadOnlySpan<float> tiles, ReadOnlySpan<float> row, Span<float> results) => Run(Simd.Width, tiles, row, results);

    internal static void Run(SimdWidth width, ReadOnlySpan<float> tiles, ReadOnlySpan<float> row, Span<float> results)
    {
        if (results.Length % Rows != 0 || tiles.Length != (long)results.Length * row.Length)
            throw new ArgumentException($"Tiles of {tiles.Length} numbers do not hold {results.Length} rows of {row.Length}.", nameof(tiles));
        switch (width)
        {
            case SimdWidth.Bits512:
                Vector<Register512<float>>(tiles, row, results);
                break;
            case SimdWidth.Bits256:
                Vector<Register256<float>>(tiles, row, results);
                break;
            case SimdWidth.Bits128:
                Vector<Register128<float>>(tiles, row, results);
                break;
            default:
                Scalar(tiles, row, results);
                break;
        }
    }
}
