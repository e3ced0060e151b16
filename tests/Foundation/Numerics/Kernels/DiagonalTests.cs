using CsCheck;
using Kirana.Numerics.Kernels;

namespace Kirana.Tests.Foundation.Numerics.Kernels;

public sealed class DiagonalTests
{
    private static readonly Gen<(float[] Diagonal, float[] X)> Cases =
        from length in Gen.Int[0, 70]
        from diagonal in Gen.Float[0, 3].Array[length]
        from x in Gen.Float[-3, 3].Array[length]
        select (diagonal, x);

    [Theory]
    [InlineData(SimdWidth.Bits128)]
    [InlineData(SimdWidth.Bits256)]
    [InlineData(SimdWidth.Bits512)]
    internal void Every_width_has_the_bits_of_the_plain_form(SimdWidth width) => Cases.Sample(c =>
    {
        foreach (var divides in new[] { false, true })
        {
            var (plain, fast) = (new float[c.X.Length], new float[c.X.Length]);
            Diagonal.Run(SimdWidth.Scalar, divides, c.Diagonal, 0.5f, c.X, plain);
            Diagonal.Run(width, divides, c.Diagonal, 0.5f, c.X, fast);
            Assert.Equal(plain, fast);
        }
    }, iter: 300);

    [Fact]
    public void A_solution_undoes_a_product()
    {
        var y = new float[2];
        Diagonal.Multiply([1, 3], 1, [3, -0.5f], y);
        Assert.Equal([6f, -2f], y);
        Diagonal.Solve([1, 3], 1, y, y);
        Assert.Equal([3f, -0.5f], y);
    }

    [Fact]
    public void Lengths_that_differ_are_refused()
    {
        Assert.ThrowsAny<ArgumentException>(() => Diagonal.Multiply([1, 2], 0, [1], new float[2]));
        Assert.ThrowsAny<ArgumentException>(() => Diagonal.Solve([1, 2], 0, [1, 2], new float[1]));
    }
}
