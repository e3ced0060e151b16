using System.Runtime.Intrinsics.X86;

namespace Kirana.Numerics.Kernels;

/// <summary>Inner products of one vector of 8-bit integers with many that stand in tiles: the inner loop of a search among vectors.</summary>
/// <remarks>
/// A tile holds <see cref="Rows"/> rows side by side: four places of the first row, four of the second, …, then the next four of the first. So a
/// register adds up 16 rows at once and no sum across its lanes is ever needed. A place is stored with 128 added. Products
/// are whole numbers: they are equal at every register width.
/// </remarks>
public static partial class ByteTiles
{
    /// <summary>Rows of a tile.</summary>
    public const int Rows = 16;

    /// <summary>The largest size of a place of the other vector: 2·255·64 still fits 16 bits, so that VPMADDUBSW cannot saturate.</summary>
    public const int Largest = 64;

    /// <summary>The widest row whose products fit 32 bits.</summary>
    public const int Widest = 65_536;

    private const int Group = 4;

    /// <summary>The places a row takes: its width made up to a multiple of four.</summary>
    /// <param name="width">The width of a row, 1 to <see cref="Widest"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width lies outside.</exception>
    public static int Padded(int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, Widest);
        return (width + Group - 1) / Group * Group;
    }

    /// <summary>Writes a row into its place of some tiles.</summary>
    /// <param name="row">The row, of a padded width; 0 beyond its own.</param>
    /// <param name="tiles">Tiles of that width.</param>
    /// <param name="index">Which row of the tiles.</param>
    /// <exception cref="ArgumentException">The width is not padded, or the tiles have no such row.</exception>
    public static void Write(ReadOnlySpan<sbyte> row, Span<byte> tiles, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        RequirePadded(row.Length);
        var tile = tiles.Slice(index / Rows * Rows * row.Length, Rows * row.Length);
        for (var place = 0; place < row.Length; place++)
            tile[place / Group * Rows * Group + index % Rows * Group + place % Group] = (byte)(row[place] + 128);
    }

    /// <summary>Multiplies every row of some tiles by one vector.</summary>
    /// <param name="tiles">The tiles.</param>
    /// <param name="vector">The vector, as wide as a row with its padding, each place −<see cref="Largest"/> to <see cref="Largest"/>.</param>
    /// <param name="products">One place for each row of the tiles.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a place of the vector is too large.</exception>
    public static void Multiply(ReadOnlySpan<byte> tiles, ReadOnlySpan<sbyte> vector, Span<int> products)
    {
        RequirePadded(vector.Length);
        Shapes.Equal(products.Length / Rows * Rows, products.Length, nameof(products));
        Shapes.Matrix(tiles.Length, products.Length, vector.Length, nameof(tiles));
        if (vector.ContainsAnyExceptInRange((sbyte)-Largest, (sbyte)Largest))
            throw new ArgumentException($"A place of the vector lies outside −{Largest} to {Largest}.", nameof(vector));
        Multiply(Simd.Width, tiles, vector, products);
    }

    /// <summary>The form for a register width; the lengths fit.</summary>
    internal static void Multiply(SimdWidth width, ReadOnlySpan<byte> tiles, ReadOnlySpan<sbyte> vector, Span<int> products)
    {
        switch (width)
        {
            case SimdWidth.Bits512 when Avx512BW.IsSupported:
                Vector512Form(tiles, vector, products);
                break;
            case SimdWidth.Bits512 or SimdWidth.Bits256 when Avx2.IsSupported:
                Vector256Form(tiles, vector, products);
                break;
            case SimdWidth.Scalar:
                Scalar(tiles, vector, products);
                break;
            default:
                Vector128Form(tiles, vector, products);
                break;
        }
    }

    private static void RequirePadded(int width)
    {
        if (width % Group != 0 || width is < Group or > Widest)
            throw new ArgumentException($"A row has a multiple of {Group} places, at most {Widest}; got {width}.", nameof(width));
    }
}
