using CsCheck;
using Kirana.Numerics.Kernels;

namespace Kirana.Tests.Foundation.Numerics.Kernels;

public sealed class ContendersTests
{
    [Fact]
    public void Both_forms_find_the_same_rows() =>
        (from count in Gen.Int[0, 70]
         from products in Gen.Int[-1000, 1000].Array[count]
         from scales in Gen.Float[0, 2].Array[count]
         from lengths in Gen.Float[0, 10].Array[count]
         from errors in Gen.Float[0, 10].Array[count]
         from perLength in Gen.Float[0, 5]
         from perError in Gen.Float[0, 5]
         from threshold in Gen.OneOf(Gen.Float[-500, 1000], Gen.Const(float.NegativeInfinity), Gen.Const(float.NaN))
         select (count, products, scales, lengths, errors, perLength, perError, threshold)).Sample(c =>
         {
             var (places, values, fastPlaces, fastValues) = (new int[c.count], new float[c.count], new int[c.count], new float[c.count]);
             var plain = Contenders.Scalar(
                 c.products, c.scales, c.lengths, c.errors, c.perLength, c.perError, c.threshold, places, values, start: 0, found: 0);
             var fast = Contenders.Vector(c.products, c.scales, c.lengths, c.errors, c.perLength, c.perError, c.threshold, fastPlaces, fastValues);
             Assert.Equal(plain, fast);
             Assert.Equal(places[..plain], fastPlaces[..fast]);
             Assert.Equal(values[..plain], fastValues[..fast]);
         }, iter: 500);

    [Fact]
    public void A_row_contends_if_its_value_and_slack_reach_the_threshold()
    {
        // Values 5, 4, 3; slacks 2·1 + 3·0, 2·0 + 3·1, 2·0 + 3·0: bounds 7, 7 and 3.
        var (places, values) = (new int[3], new float[3]);
        Assert.Equal(2, Contenders.Find([10, 4, 3], [0.5f, 1, 1], [1, 0, 0], [0, 1, 0], 2, 3, 7, places, values));
        Assert.Equal([0, 1], places[..2]);
        Assert.Equal([5f, 4f], values[..2]);
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused() =>
        Assert.ThrowsAny<ArgumentException>(() => Contenders.Find([1, 2], [1], [0, 0], [0, 0], 0, 0, 0, new int[2], new float[2]));
}
