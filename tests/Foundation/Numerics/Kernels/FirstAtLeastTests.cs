using CsCheck;
using Kirana.Numerics.Kernels;

namespace Kirana.Tests.Foundation.Numerics.Kernels;

public sealed class FirstAtLeastTests
{
    [Fact]
    public void Both_forms_find_the_same_place() =>
        (from values in Gen.OneOf(Gen.Float[0, 1], Gen.Const(float.NaN), Gen.Const(float.NegativeInfinity)).Array[0, 100]
         from threshold in Gen.OneOf(Gen.Float[0.9f, 1.01f], Gen.Const(float.NaN), Gen.Const(float.MinValue))
         select (values, threshold)).Sample(c =>
            Assert.Equal(FirstAtLeast.Scalar(c.values, c.threshold), FirstAtLeast.Vector(c.values, c.threshold)), iter: 1000);

    [Fact]
    public void A_value_equal_to_the_threshold_reaches_it()
    {
        var values = new float[40];
        values[33] = 2;
        Assert.Equal(33, FirstAtLeast.In(values, 2));
        Assert.Equal(-1, FirstAtLeast.In(values, 2.1f));
        Assert.Equal(-1, FirstAtLeast.In([], 0));
    }
}
