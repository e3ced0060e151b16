using Kirana.Numerics.Kernels;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Numerics.Kernels;

public sealed class ByteTilesTests
{
    [Fact]
    public void Products_are_those_of_whole_numbers_at_every_width()
    {
        var random = new RandomStream(5);
        foreach (var width in (int[])[4, 8, 12, 60, 64, 68, 132])
            foreach (var tiles in (int[])[1, 2, 3, 5])
            {
                var (rows, vector) = (new sbyte[tiles * ByteTiles.Rows][], new sbyte[width]);
                var bytes = new byte[rows.Length * width];
                for (var row = 0; row < rows.Length; row++)
                    ByteTiles.Write(rows[row] = Samples.Bytes(width, (ulong)row), bytes, row);
                for (var place = 0; place < width; place++)
                    vector[place] = (sbyte)(random.Next(2 * ByteTiles.Largest + 1) - ByteTiles.Largest);

                var expected = rows.Select(row => Enumerable.Range(0, width).Sum(place => row[place] * vector[place])).ToArray();
                AssertProducts(expected, bytes, vector);
            }
    }

    [Theory]
    [InlineData(127, 64)]
    [InlineData(127, -64)]
    [InlineData(-128, 64)]
    [InlineData(-128, -64)]
    public void The_largest_products_do_not_saturate(int stored, int asked)
    {
        var (row, vector, bytes) = (new sbyte[128], new sbyte[128], new byte[ByteTiles.Rows * 128]);
        row.AsSpan().Fill((sbyte)stored);
        vector.AsSpan().Fill((sbyte)asked);
        for (var i = 0; i < ByteTiles.Rows; i++)
            ByteTiles.Write(row, bytes, i);
        AssertProducts([.. Enumerable.Repeat(128 * stored * asked, ByteTiles.Rows)], bytes, vector);
    }

    [Fact]
    public void A_width_is_made_up_to_fours()
    {
        Assert.Equal([4, 4, 8, 64, 68], ((int[])[1, 4, 5, 64, 65]).Select(ByteTiles.Padded));
        Assert.Throws<ArgumentOutOfRangeException>(() => ByteTiles.Padded(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ByteTiles.Padded(ByteTiles.Widest + 1));
    }

    [Fact]
    public void Lengths_that_do_not_fit_and_places_that_are_too_large_are_refused()
    {
        Assert.ThrowsAny<ArgumentException>(() => ByteTiles.Multiply(new byte[64], new sbyte[4], new int[15]));
        Assert.ThrowsAny<ArgumentException>(() => ByteTiles.Multiply(new byte[63], new sbyte[4], new int[16]));
        Assert.ThrowsAny<ArgumentException>(() => ByteTiles.Multiply(new byte[48], new sbyte[3], new int[16]));
        Assert.ThrowsAny<ArgumentException>(() => ByteTiles.Multiply(new byte[64], [0, 65, 0, 0], new int[16]));
        Assert.ThrowsAny<ArgumentException>(() => ByteTiles.Write(new sbyte[4], new byte[64], 16));
        Assert.ThrowsAny<ArgumentException>(() => ByteTiles.Write(new sbyte[3], new byte[48], 0));
    }

    private static void AssertProducts(int[] expected, byte[] tiles, sbyte[] vector)
    {
        foreach (var width in (SimdWidth[])[.. Samples.Widths, SimdWidth.Scalar])
        {
            var products = new int[expected.Length];
            ByteTiles.Multiply(width, tiles, vector, products);
            Assert.Equal(expected, products);
        }
    }
}
