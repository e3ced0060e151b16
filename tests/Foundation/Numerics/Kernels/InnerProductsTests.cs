using System.Numerics;
using CsCheck;
using Kirana.Numerics.Kernels;

namespace Kirana.Tests.Foundation.Numerics.Kernels;

public class InnerProductsTests
{
    [Theory]
    [InlineData(0, 16)]
    [InlineData(1, 16)]
    [InlineData(5, 0)]
    [InlineData(9, 48)]
    [InlineData(33, 256)]
    public void Every_width_gives_the_bits_of_the_plain_form(int count, int length)
    {
        CheckWidths<double>(count, length);
        CheckWidths<float>(count, length);
    }

    [Fact]
    public void Every_width_gives_the_bits_of_the_plain_form_for_any_shape() =>
        Gen.Select(Gen.Int[0, 40], Gen.Int[0, 8]).Sample((count, units) =>
        {
            CheckWidths<double>(count, units * InnerProducts.LengthUnit);
            CheckWidths<float>(count, units * InnerProducts.LengthUnit);
        }, iter: 60);

    [Fact]
    public void Each_element_grows_by_an_inner_product_and_the_lower_triangle_stays()
    {
        const int Count = 7, Length = 32;
        var vectors = Samples.Vector<double>(Count * Length, 4);
        var before = Samples.Vector<double>(Count * Count, 5);
        var gram = before.AsSpan().ToArray();
        InnerProducts.AddUpper(vectors, Count, Length, gram);
        for (var i = 0; i < Count; i++)
            for (var j = 0; j < Count; j++)
            {
                var product = i <= j ? Dot.Of(vectors.AsSpan(i * Length, Length), vectors.AsSpan(j * Length, Length)) : 0;
                Assert.Equal(before[i * Count + j] + product, gram[i * Count + j]);
            }
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => InnerProducts.AddUpper(new double[31], 2, 16, new double[4]));
        Assert.Throws<ArgumentException>(() => InnerProducts.AddUpper(new double[32], 2, 16, new double[3]));
        Assert.Throws<ArgumentException>(() => InnerProducts.AddUpper(new double[16], 2, 8, new double[4]));
    }

    private static void CheckWidths<T>(int count, int length) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var vectors = Samples.Vector<T>(count * length, 6);
        var before = Samples.Vector<double>(count * count, 7);
        var expected = before.AsSpan().ToArray();
        InnerProducts.AddUpper(SimdWidth.Scalar, vectors, count, length, expected);
        foreach (var width in Samples.Widths)
        {
            var gram = before.AsSpan().ToArray();
            InnerProducts.AddUpper(width, vectors, count, length, gram);
            Samples.AssertSameBits<double>(expected, gram, $"{count} × {length} at {width}");
        }
    }
}
