namespace Kirana.Numerics.Kernels;

public static partial class ByteTiles
{
    /// <summary>The plain form.</summary>
    internal static void Scalar(ReadOnlySpan<byte> tiles, ReadOnlySpan<sbyte> vector, Span<int> products)
    {
        for (var row = 0; row < products.Length; row++)
        {
            var tile = tiles.Slice(row / Rows * Rows * vector.Length, Rows * vector.Length);
            var sum = 0;
            for (var place = 0; place < vector.Length; place++)
                sum += (tile[place / Group * Rows * Group + row % Rows * Group + place % Group] - 128) * vector[place];
            products[row] = sum;
        }
    }

    /// <summary>What the 128 in every place adds to a product.</summary>
    private static int Excess(ReadOnlySpan<sbyte> vector)
    {
        var sum = 0;
        foreach (var place in vector)
            sum += place;
        return 128 * sum;
    }
}
