using Kirana.Numerics.Kernels;

namespace Kirana.Learn.SupportVectors.Kernels;

/// <summary>Products and squared distances of one row with many, which lie in tiles: of sixteen rows the first features side by side, then the second …</summary>
/// <remarks>Each row's sum runs over the features in order with one rounding a step, so a row has the same bits at every width.</remarks>
internal static partial class Tiles
{
    /// <summary>Rows in a tile.</summary>
    public const int Rows = 16;

    /// <summary>Packs rows into tiles; missing rows of the last one are zeros.</summary>
    /// <param name="rows">The rows (n × p), row by row.</param>
    /// <param name="features">p.</param>
    /// <returns>⌈n / 16⌉ · 16 · p numbers.</returns>
    public static float[] Pack(ReadOnlySpan<float> rows, int features)
    {
        var count = features == 0 ? 0 : rows.Length / features;
        var tiles = new float[(count + Rows - 1) / Rows * Rows * features];
        for (var row = 0; row < count; row++)
            for (var f = 0; f < features; f++)
                tiles[(row / Rows * features + f) * Rows + row % Rows] = rows[row * features + f];
        return tiles;
    }

    /// <summary>The products of a row with the rows of the tiles.</summary>
    /// <param name="tiles">Whole tiles.</param>
    /// <param name="row">The row (p).</param>
    /// <param name="results">One place for each row of the tiles.</param>
    public static void Products(ReadOnlySpan<float> tiles, ReadOnlySpan<float> row, Span<float> results) => Run(Simd.Width, tiles, row, results, ofDistances: false);

    /// <summary>The squared distances of a row from the rows of the tiles.</summary>
    /// <param name="tiles">Whole tiles.</param>
    /// <param name="row">The row (p).</param>
    /// <param name="results">One place for each row of the tiles.</param>
    public static void Distances(ReadOnlySpan<float> tiles, ReadOnlySpan<float> row, Span<float> results) => Run(Simd.Width, tiles, row, results, ofDistances: true);

    internal static void Run(SimdWidth width, ReadOnlySpan<float> tiles, ReadOnlySpan<float> row, Span<float> results, bool ofDistances)
    {
        if (results.Length % Rows != 0 || tiles.Length != (long)results.Length * row.Length)
            throw new ArgumentException($"Tiles of {tiles.Length} numbers do not hold {results.Length} rows of {row.Length}.", nameof(tiles));
        switch (width)
        {
            case SimdWidth.Bits512:
                Vector<Register512<float>>(tiles, row, results, ofDistances);
                break;
            case SimdWidth.Bits256:
                Vector<Register256<float>>(tiles, row, results, ofDistances);
                break;
            case SimdWidth.Bits128:
                Vector<Register128<float>>(tiles, row, results, ofDistances);
                break;
            default:
                Scalar(tiles, row, results, ofDistances);
                break;
        }
    }
}
