using CsCheck;
using Kirana.Numerics.Statistics;

namespace Kirana.Tests.Foundation.Numerics.Statistics;

public class QuantileTests
{
    // R 4.x: quantile(c(1, 2, 4, 8, 16), p), type 7.
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.1, 1.4)]
    [InlineData(0.25, 2)]
    [InlineData(0.5, 4)]
    [InlineData(0.9, 12.8)]
    [InlineData(1, 16)]
    public void Interpolates_like_type_7_of_R(double p, double expected) =>
        Assert.Equal(expected, Quantile.Of([1, 2, 4, 8, 16], p), 1e-14);

    [Fact]
    public void Never_falls_as_the_probability_grows() =>
        Gen.Select(Gen.Double[-1e6, 1e6].Array[1, 30], Gen.Double[0, 1], Gen.Double[0, 1]).Sample((sample, p, q) =>
        {
            Array.Sort(sample);
            var (low, high) = (Quantile.Of(sample, Math.Min(p, q)), Quantile.Of(sample, Math.Max(p, q)));
            Assert.True(low <= high + 1e-9);
            Assert.InRange(low, sample[0], sample[^1]);
        });

    [Fact]
    public void Infinite_neighbour_of_no_weight_does_no_harm() =>
        Assert.Equal(2, Quantile.Of([1, 2, double.PositiveInfinity], 0.5));

    [Fact]
    public void Refuses_an_empty_sample_and_a_probability_outside()
    {
        Assert.Throws<ArgumentException>(() => Quantile.Of([], 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantile.Of([1], 1.01));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantile.Of([1], double.NaN));
    }
}
