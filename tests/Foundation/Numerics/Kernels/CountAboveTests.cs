using CsCheck;
using Kirana.Numerics.Kernels;

namespace Kirana.Tests.Foundation.Numerics.Kernels;

public sealed class CountAboveTests
{
    [Fact]
    public void Both_forms_count_the_same() =>
        (from values in Gen.OneOf(Gen.Int[0, 5].Select(value => (float)value), Gen.Const(float.NaN), Gen.Const(float.NegativeInfinity)).Array[0, 100]
         from value in Gen.OneOf(Gen.Int[0, 5].Select(value => (float)value), Gen.Const(float.NegativeInfinity), Gen.Const(float.NaN))
         select (values, value)).Sample(c => Assert.Equal(CountAbove.Scalar(c.values, c.value), CountAbove.Vector(c.values, c.value)), iter: 1000);

    [Fact]
    public void What_is_no_number_is_neither_above_nor_equal() => Assert.Equal((2, 1), CountAbove.In([3, float.NaN, 2, float.PositiveInfinity, float.NegativeInfinity], 2));
}
